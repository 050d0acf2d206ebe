package dev.fileswarm.agent.cli;

import java.util.List;

/**
 * What went wrong with some of a command's arguments, while the others are gone on with. Each is told at once, but for the
 * worst, which ends the command.
 */
final class FailuresAmongMany {
    private final Invocation invocation;
    private CommandFailure worst;

    FailuresAmongMany(Invocation invocation) {
        this.invocation = invocation;
    }

    void add(Exception exception) {
        CommandFailure failure = Failures.of(exception, invocation.surroundings(), invocation.options());
        boolean isWorse =
                worst == null || failure.status().code() > worst.status().code();
        CommandFailure told = isWorse ? worst : failure;
        if (isWorse) worst = failure;
        if (told != null) new ErrorPrinter(invocation.surroundings(), invocation.options(), List.of()).failure(told);
    }

    /** @throws CommandFailure the worst, if there was any */
    void endIfAny() {
        if (worst != null) throw worst;
    }
}
