package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.StoreException;

/** What the disk refuses, as failures of a call. */
final class DiskProblems {
    private DiskProblems() {}

    static AgentException of(StoreException problem) {
        return switch (problem) {
            case StoreException.Exists e -> failed("file-exists", e);
            case StoreException.DiskFull e -> failed("disk-full", e);
            case StoreException.ReadOnly e -> failed("read-only", e);
            case StoreException.Locked e -> failed("file-in-use", e);
            case StoreException.NameRefused e -> failed("name-refused", e);
            case StoreException.NotPlainFile e -> failed("not-a-plain-file", e);
            case StoreException.DiskFailed e -> failed("disk-failed", e);
            case StoreException.NoPermission e ->
                new AgentException(AgentException.Kind.NOT_ALLOWED, "no-permission", e.getMessage(), "");
        };
    }

    private static AgentException failed(String code, StoreException problem) {
        return new AgentException(AgentException.Kind.FAILED, code, problem.getMessage(), "");
    }
}
