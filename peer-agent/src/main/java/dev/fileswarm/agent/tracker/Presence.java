package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a peer online: signed in, its lease renewed, its holdings announced. Runs on one virtual thread of its own, from
 * {@link #start} to {@link #close}, and comes back by itself when the tracker was away.
 */
public final class Presence implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Presence.class);

    private final PresenceLoop loop;
    private final Announcer announcer;
    private final TrackerClient tracker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    /** Guarded by {@link #lock}. */
    private boolean isWoken;

    private volatile boolean isClosed;

    /**
     * Who goes online, and how.
     *
     * @param joinSecret for taking the name at a closed tracker; null for none
     * @param knownTrackerId see {@link SignOn}; null before it is known
     */
    public record Identity(
            PeerName name, Signer signer, SignOn.ListenPorts ports, String joinSecret, String knownTrackerId) {}

    private Presence(TrackerClient tracker, Identity identity, long epoch, PresenceListener listener) {
        this.tracker = tracker;
        this.announcer = new Announcer(epoch, this::wake);
        PresenceState state = new PresenceState(RandomGenerator.getDefault(), System.nanoTime());
        PresenceCalls calls = new TrackerPresenceCalls(tracker, identity);
        this.loop = new PresenceLoop(state, announcer, calls, listener, System::nanoTime);
        this.thread = Thread.ofVirtual().name("presence").unstarted(this::run);
    }

    /**
     * Goes online, now or as soon as the tracker can be reached.
     *
     * @param tracker for this presence alone to set the token of
     * @param epoch higher than that of any earlier run of this peer, such as the time of day in milliseconds
     */
    public static Presence start(TrackerClient tracker, Identity identity, long epoch, PresenceListener listener) {
        Presence presence = new Presence(tracker, identity, epoch, listener);
        presence.thread.start();
        return presence;
    }

    /** Where what this peer holds is told. */
    public Announcer announcer() {
        return announcer;
    }

    /** Asks the tracker now, as something hints that it may be gone. */
    public void check() {
        loop.check();
        wake();
    }

    /** Ends the thread. The lease runs out by itself; see {@link #signOut} for going at once. */
    @Override
    public void close() {
        isClosed = true;
        loop.end();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread and the lease. */
    public void signOut() throws TrackerException {
        close();
        tracker.signOut();
    }

    private void run() {
        while (!isClosed) {
            try {
                sleepUntil(loop.step());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("The presence made a mistake and goes on", e);
                pauseAfterFault();
            }
        }
    }

    private void pauseAfterFault() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void sleepUntil(long untilNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = untilNanos - System.nanoTime();
            while (!isWoken && left > 0) {
                left = changed.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
            }
            isWoken = false;
        } finally {
            lock.unlock();
        }
    }
}
