package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Agent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.page.AgentEndedException;
import dev.fileswarm.agent.page.LocalApi;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The agent that a download runs through: the one of this home that runs, or one of this process.
 *
 * <p>An agent of this process that is at it for longer lets other commands of the home in, so that two downloads at once go
 * through the same agent. When its own download is over, the other goes on with an agent of its own; what others have left to
 * this one (offers, downloads in the background) goes on in an agent in the background.
 */
final class FetchingAgent {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final long OPENS_AFTER_MILLIS = 1_000;
    private static final long WAIT_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MILLIS = 50;

    /** Agents that end under a download. */
    private static final int MAX_ENDED = 20;

    private final Command command;
    private final LimitOptions limits;

    /** @param limits of an agent that has to be started */
    FetchingAgent(Command command, LimitOptions limits) {
        this.command = command;
        this.limits = limits;
    }

    @FunctionalInterface
    interface Call<T> {
        T make(AgentService agent) throws IOException, AgentException, InterruptedException;
    }

    <T> T call(Call<T> call) throws IOException, AgentException, InterruptedException {
        long deadlineNanos = System.nanoTime() + WAIT_LIMIT_NANOS;
        int ended = 0;
        while (true) {
            Optional<AgentService> running = BackgroundAgent.running(command.home());
            try {
                return running.isPresent() ? call.make(running.get()) : inOwnAgent(call);
            } catch (AgentEndedException | ConnectException e) {
                if (Thread.interrupted()) throw (InterruptedException) new InterruptedException().initCause(e);
                if (++ended > MAX_ENDED) throw e;
                deadlineNanos = System.nanoTime() + WAIT_LIMIT_NANOS;
            } catch (AgentException e) {
                // Another download of this home runs, and will let this one in or end.
                boolean isPassing = e.code().equals("home-in-use") || e.code().equals("agent-ending");
                if (!isPassing || System.nanoTime() > deadlineNanos) throw e;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private <T> T inOwnAgent(Call<T> call) throws IOException, AgentException, InterruptedException {
        PeerName self = command.member().requireName();
        boolean isNeededOn;
        T result;
        try (Agent agent = OwnAgent.start(
                command, self, null, null, limits, line -> command.output().note(line))) {
            int shares = agent.shares().size();
            try (Door _ = new Door(agent)) {
                agent.awaitOnline(ANSWER_LIMIT);
                result = call.make(agent);
            }
            isNeededOn = agent.shares().size() > shares || agent.status().downloads() > 0;
        }
        // Others have come in meanwhile and left it something to do.
        if (isNeededOn) BackgroundAgent.runningOrStarted(command.invocation(), limits);
        return result;
    }

    /** Lets other commands in after a while: most downloads are over before that would pay. */
    private final class Door implements AutoCloseable {
        private final Thread caller = Thread.currentThread();
        private final Thread opening;
        private LocalApi open; // guarded by this
        private boolean isClosed; // guarded by this

        Door(Agent agent) {
            opening = Thread.ofVirtual().name("door to the agent").start(() -> openLater(agent));
        }

        private void openLater(Agent agent) {
            try {
                Thread.sleep(OPENS_AFTER_MILLIS);
                synchronized (this) {
                    if (isClosed) return;
                    open = LocalApi.start(agent, command.home().agentFile());
                }
                agent.awaitStop();
                synchronized (this) {
                    if (!isClosed) caller.interrupt();
                }
            } catch (InterruptedException e) {
                // it was over before
            } catch (IOException e) {
                command.output().warn("other commands of this home cannot use this download: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                isClosed = true;
                if (open != null) open.close();
            }
            opening.interrupt(); // not before: a server that is starting takes an interrupt for a failure
        }
    }
}
