package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.page.AgentEndedException;
import dev.fileswarm.agent.page.LocalApiAddress;
import dev.fileswarm.agent.page.LocalApiClient;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What logging out and giving a name up have in common. */
final class Leaving {
    private static final long STOP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long EXIT_LIMIT_SECONDS = 3;
    private static final long POLL_MILLIS = 25;

    private Leaving() {}

    /**
     * Makes sure that this home's own name is meant, and ends its agent, which would sign in again at once.
     *
     * @param named the name as given for certainty; null where none was
     * @return this home's name
     */
    static PeerName begin(Command command, String named) throws IOException, InterruptedException {
        PeerName self = command.member().requireName();
        requireOwn(self, named);
        if (stopAgent(command)) command.output().note("stopped the agent of this home");
        return self;
    }

    /** A name may be given for certainty; another's is refused. */
    private static void requireOwn(PeerName self, String named) {
        if (named == null || Names.parse(named).equals(self)) return;
        throw CommandFailure.notAllowed(
                "not-allowed",
                "this home belongs to " + self + ", not to " + named,
                "nobody can do this for others",
                null);
    }

    /**
     * Ends the agent of this home and waits until it has ended.
     *
     * @return whether one was running
     */
    static boolean stopAgent(Command command) throws IOException, InterruptedException {
        Optional<LocalApiAddress> address = LocalApiAddress.read(command.home().agentFile());
        if (address.isEmpty()) return false;
        try {
            new LocalApiClient(address.get()).stop();
        } catch (ConnectException | AgentEndedException e) {
            // it is ending already, or was quicker to end than to say so
        } catch (AgentException e) {
            throw CommandFailure.failed(
                    "agent-not-stopped", "the agent does not stop", e.getMessage(), "fileswarm stop");
        }
        long deadlineNanos = System.nanoTime() + STOP_LIMIT_NANOS;
        while (BackgroundAgent.running(command.home()).isPresent()) {
            if (System.nanoTime() > deadlineNanos) {
                throw CommandFailure.failed(
                        "agent-not-stopped", "the agent did not end in time", null, "fileswarm stop");
            }
            Thread.sleep(POLL_MILLIS);
        }
        awaitEnd(address.get().pid());
        return true;
    }

    /** It still writes to its home when it has stopped serving. A process that nobody reaps seems to live on: not for long. */
    private static void awaitEnd(long pid) throws InterruptedException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(other -> !other.equals(ProcessHandle.current()));
        if (process.isEmpty()) return;
        try {
            process.get().onExit().get(EXIT_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // it serves nobody any more, which is what was asked for
        }
    }
}
