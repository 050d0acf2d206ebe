package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.AgentStatus;
import dev.fileswarm.agent.daemon.Notice;
import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.model.Count;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The agent behind a shell: keeps one running while this home is signed in, and shows what happens there above the prompt. One
 * virtual thread, from {@link #start} to {@link #close}.
 */
final class ShellAgent implements AutoCloseable {
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final Invocation invocation;
    private final ShellNotices notices;
    private final Consumer<Notice> heard;
    private final Thread thread = Thread.ofVirtual().name("shell notices").unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isWanted; // guarded by lock
    private boolean isStarter; // guarded by lock
    private boolean isClosed; // guarded by lock

    /**
     * @param invocation whose output appears above the prompt
     * @param heard hears each notice too
     */
    ShellAgent(Invocation invocation, Consumer<Notice> heard) {
        this.invocation = invocation;
        this.notices = new ShellNotices(invocation.output());
        this.heard = heard;
    }

    void start() {
        thread.start();
    }

    /**
     * @param follow whether to follow the agent
     * @param start whether to start one where none runs
     */
    void want(boolean follow, boolean start) {
        lock.lock();
        try {
            isWanted = follow;
            isStarter = start;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Until {@link #want} is called again. */
    void startNone() {
        lock.lock();
        try {
            isStarter = false;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        try {
            while (awaitWanted()) {
                boolean wasThere = false;
                try {
                    Optional<AgentService> agent = agent();
                    if (agent.isPresent()) {
                        wasThere = true;
                        agent.get().people().follow(this::show);
                    }
                } catch (ConnectException e) {
                    wasThere = false; // it is just ending
                } catch (IOException | AgentException | CommandFailure e) {
                    if (!wasThere) invocation.output().warn(e.getMessage());
                }
                pauseMillis = wasThere ? FIRST_PAUSE_MILLIS : Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
                awaitChange(pauseMillis);
            }
        } catch (InterruptedException e) {
            // the shell ends
        }
    }

    private Optional<AgentService> agent() throws IOException, InterruptedException {
        boolean mayStart;
        lock.lock();
        try {
            mayStart = isStarter;
        } finally {
            lock.unlock();
        }
        // Settings may have changed since the last time.
        return mayStart
                ? Optional.of(BackgroundAgent.runningOrStarted(invocation.at(invocation.surroundings())))
                : BackgroundAgent.running(invocation.home());
    }

    private boolean awaitWanted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isWanted && !isClosed) changed.await();
            return !isClosed;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!isClosed) changed.awaitNanos(Duration.ofMillis(millis).toNanos());
        } finally {
            lock.unlock();
        }
    }

    private void show(NoticeEntry entry) {
        notices.show(entry);
        heard.accept(entry.notice());
        try {
            Optional<AgentService> agent = BackgroundAgent.running(invocation.home());
            if (agent.isPresent()) agent.get().people().markRead(List.of(entry.number()));
        } catch (IOException | AgentException e) {
            // it is shown again, which is better than never
        }
    }

    /** Ends an agent that this shell has started and that has nothing to do for anybody; says so of one that has. */
    void leave() {
        if (!BackgroundAgent.isStartedHere()) return;
        try {
            Optional<AgentService> agent = BackgroundAgent.running(invocation.home());
            if (agent.isEmpty()) return;
            AgentStatus status = agent.get().status();
            if (status.shares() == 0 && status.downloads() == 0) {
                agent.get().stop();
            } else {
                invocation
                        .output()
                        .note("the agent goes on in the background: " + Count.of(status.shares(), "file") + " shared, "
                                + Count.of(status.downloads(), "download") + " running; \"fileswarm stop\" ends it");
            }
        } catch (IOException | AgentException e) {
            // it has ended by itself
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }
}
