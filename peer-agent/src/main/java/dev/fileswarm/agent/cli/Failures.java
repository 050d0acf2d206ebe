package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.DiskProblems;
import dev.fileswarm.agent.page.AgentEndedException;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.transport.UnusableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Turns whatever a command threw into words for a person. What nobody expected goes to a log file, which is named. */
final class Failures {
    private Failures() {}

    static CommandFailure of(Exception exception, Surroundings surroundings, GlobalOptions options) {
        return switch (exception) {
            case CommandFailure failure -> failure;
            case InterruptedException interrupted ->
                new CommandFailure(ExitStatus.INTERRUPTED, "interrupted", "interrupted", null, null);
            case IOException cut when Thread.interrupted() -> of(new InterruptedException(), surroundings, options);
            case AgentException failed -> ofAgent(failed);
            case TrackerException tracker -> TrackerFailures.of(tracker, surroundings, options);
            case AgentEndedException _ -> ofEndedAgent();
            case ConnectException _ -> ofEndedAgent();
            case UnusableFileException file -> CommandFailure.failed("bad-file", file.what(), null, file.whatToTry());
            case StoreException disk -> ofAgent(DiskProblems.of(disk));
            case FileSystemException disk -> ofDisk(disk);
            case UncheckedIOException wrapped -> of(wrapped.getCause(), surroundings, options);
            default -> unexpected(exception, surroundings, options);
        };
    }

    static CommandFailure ofAgent(AgentException failed) {
        ExitStatus status = switch (failed.kind()) {
            case FAILED -> ExitStatus.FAILED;
            case USAGE -> ExitStatus.USAGE;
            case NOT_FOUND -> ExitStatus.NOT_FOUND;
            case NOT_ALLOWED -> ExitStatus.NOT_ALLOWED;
            case NO_PEERS -> ExitStatus.NO_PEERS;
            case INTEGRITY -> ExitStatus.INTEGRITY;
        };
        String advice = failed.advice().isEmpty() ? null : failed.advice();
        return new CommandFailure(status, failed.code(), failed.getMessage(), null, advice);
    }

    private static CommandFailure ofEndedAgent() {
        return CommandFailure.failed(
                "agent-ended",
                "the agent of this home ended before it had answered",
                "it was stopped, or killed",
                "give the command again; the agent's log is in the home's log folder");
    }

    static CommandFailure ofDisk(FileSystemException disk) {
        String file = String.valueOf(disk.getFile());
        return switch (disk) {
            case NoSuchFileException _ ->
                CommandFailure.notFound("no-such-file", "there is no file " + file, "check the path");
            case AccessDeniedException _ ->
                CommandFailure.notAllowed(
                        "file-access",
                        "the file " + file + " may not be opened",
                        "this user has no permission",
                        "check who owns it");
            default -> ofAgent(DiskProblems.of(StoreException.of(disk, "use", Path.of(file))));
        };
    }

    private static CommandFailure unexpected(Exception exception, Surroundings surroundings, GlobalOptions options) {
        String logged;
        try {
            Path log = FailureLog.append(Home.choose(surroundings, options.home, options.as), exception);
            logged = "the details are in " + log;
        } catch (IOException | RuntimeException e) {
            logged = "the details could not be written down: " + e.getMessage();
        }
        String why = exception.getMessage() == null ? exception.getClass().getSimpleName() : exception.getMessage();
        return CommandFailure.failed("internal", "something went wrong that should not have", why, logged);
    }
}
