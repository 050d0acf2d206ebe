package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the disk refuses, as failures of a call. */
public final class DiskProblems {
    private DiskProblems() {}

    /** A call that may fail because of the disk. */
    interface Call<T> {
        T make() throws AgentException, IOException, InterruptedException;
    }

    /** Makes the call, and tells what the disk refuses as a failure of it. */
    static <T> T explaining(Call<T> call) throws AgentException, IOException, InterruptedException {
        try {
            return call.make();
        } catch (StoreException e) {
            throw of(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof StoreException problem) throw of(problem);
            throw e;
        }
    }

    public static AgentException of(StoreException problem) {
        return switch (problem.kind()) {
            case EXISTS -> failed("file-exists", problem);
            case DISK_FULL -> failed("disk-full", problem);
            case READ_ONLY -> failed("read-only", problem);
            case LOCKED -> failed("file-in-use", problem);
            case NAME_REFUSED -> failed("name-refused", problem);
            case NOT_PLAIN_FILE -> failed("not-a-plain-file", problem);
            case DISK_FAILED -> failed("disk-failed", problem);
            case NO_PERMISSION ->
                new AgentException(
                        AgentException.Kind.NOT_ALLOWED,
                        "no-permission",
                        what(problem.getMessage()),
                        whatToTry(problem.getMessage()));
        };
    }

    private static AgentException failed(String code, StoreException problem) {
        return new AgentException(
                AgentException.Kind.FAILED, code, what(problem.getMessage()), whatToTry(problem.getMessage()));
    }

    /** What a store's message says before what to try. */
    static String what(String message) {
        int end = message.lastIndexOf("; ");
        return end < 0 ? message : message.substring(0, end);
    }

    /** Empty where the message does not tell. */
    static String whatToTry(String message) {
        int end = message.lastIndexOf("; ");
        return end < 0 ? "" : message.substring(end + 2);
    }
}
