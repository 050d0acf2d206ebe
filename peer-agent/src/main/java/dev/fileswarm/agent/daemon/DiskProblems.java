package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.StoreException;

/** What the disk refuses, as failures of a call. */
final class DiskProblems {
    private DiskProblems() {}

    static AgentException of(StoreException problem) {
        return switch (problem.kind()) {
            case EXISTS -> failed("file-exists", problem);
            case DISK_FULL -> failed("disk-full", problem);
            case READ_ONLY -> failed("read-only", problem);
            case LOCKED -> failed("file-in-use", problem);
            case NAME_REFUSED -> failed("name-refused", problem);
            case NOT_PLAIN_FILE -> failed("not-a-plain-file", problem);
            case DISK_FAILED -> failed("disk-failed", problem);
            case NO_PERMISSION ->
                new AgentException(AgentException.Kind.NOT_ALLOWED, "no-permission", problem.getMessage(), "");
        };
    }

    private static AgentException failed(String code, StoreException problem) {
        return new AgentException(AgentException.Kind.FAILED, code, problem.getMessage(), "");
    }
}
