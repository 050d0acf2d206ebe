package dev.fileswarm.agent.cli;

import java.util.concurrent.Callable;

/**
 * What all commands share. A command declares its options with picocli's annotations, prints through {@link #output()}, and
 * throws a {@link CommandFailure} when it cannot do what it was asked.
 */
abstract class Command implements Callable<Integer> {
    private Invocation invocation;

    void attach(Invocation newInvocation) {
        this.invocation = newInvocation;
    }

    abstract ExitStatus run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        try {
            return run().code();
        } finally {
            invocation.close();
        }
    }

    final Output output() {
        return invocation.output();
    }

    final Home home() {
        return invocation.home();
    }

    final Config config() {
        return invocation.config();
    }

    final Surroundings surroundings() {
        return invocation.surroundings();
    }

    /** The tracker, asked in the name of this home's peer. */
    final Member member() {
        return invocation.member();
    }

    final Invocation invocation() {
        return invocation;
    }
}
