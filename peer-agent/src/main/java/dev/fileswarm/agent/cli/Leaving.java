package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.model.PeerName;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What logging out and giving a name up have in common. */
final class Leaving {
    private static final long STOP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);
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
        Optional<AgentService> agent = BackgroundAgent.running(command.home());
        if (agent.isEmpty()) return false;
        try {
            agent.get().stop();
        } catch (ConnectException e) {
            // it is ending already
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
        return true;
    }
}
