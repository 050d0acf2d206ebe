package dev.fileswarm.agent.tracker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker's events, as they happen: one stream, opened again where it broke, at this address or the next, resumed after
 * the last event that came. Runs on one virtual thread of its own, from {@link #start} to {@link #close}; it begins with the
 * first {@link #wake}, when there is a token.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventFeed.class);

    private final TrackerClient tracker;
    private final FeedListener listener;
    private final FeedPauses pauses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    private boolean isWoken; // guarded by lock
    private volatile boolean isClosed;
    private volatile boolean isOpen;
    private String cursor; // the thread's

    private EventFeed(TrackerClient tracker, FeedListener listener) {
        this.tracker = tracker;
        this.listener = listener;
        this.pauses =
                new FeedPauses(RandomGenerator.getDefault(), tracker.events().addressCount());
        this.thread = Thread.ofVirtual().name("tracker-events").unstarted(this::run);
    }

    public static EventFeed start(TrackerClient tracker, FeedListener listener) {
        EventFeed feed = new EventFeed(tracker, listener);
        feed.thread.start();
        return feed;
    }

    /** There is a token, or the tracker is back: the stream is opened now, where it is not open. */
    public void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether events come right now. */
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() {
        isClosed = true;
        tracker.events().cancel();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            pause(Long.MAX_VALUE);
            while (!isClosed) pause(once());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how long to wait before the next try, in milliseconds */
    private long once() {
        FeedReader reader = new FeedReader(this::tell, cursor);
        try {
            tracker.events().read(cursor, reader);
            return ended(reader);
        } catch (TrackerProblemException e) {
            log.info("the tracker opens no stream of events: {}", e.getMessage());
            if (e.isPassing() || e.isTokenEnded()) tell(new FeedEvent.Ended(e.getMessage()));
            if (e.status() == 400) reader.forgetCursor();
            return e.isPassing() ? Math.max(e.retryAfterMillis(), pauses.failedMillis()) : FeedPauses.HOPELESS_MILLIS;
        } catch (TrackerException e) {
            log.debug("no stream of events: {}", e.getMessage());
            tell(new FeedEvent.Ended(e.getMessage()));
            return pauses.failedMillis();
        } catch (RuntimeException e) {
            log.error("the stream of events made a mistake and goes on", e);
            return FeedPauses.LONGEST_MILLIS;
        } finally {
            isOpen = false;
            cursor = reader.cursor();
        }
    }

    private long ended(FeedReader reader) {
        String why = reader.goodbye() != null
                ? "the tracker ended it: " + reader.goodbye()
                : reader.failure() != null ? String.valueOf(reader.failure().getMessage()) : "the connection ended";
        log.info("the stream of events has ended: {}", why);
        tell(new FeedEvent.Ended(why));
        // Another process of the same peer took its place: taking it back at once would go on for ever.
        if ("replaced".equals(reader.goodbye())) return FeedPauses.LONGEST_MILLIS;
        return pauses.failedMillis();
    }

    private void tell(FeedEvent event) {
        if (isClosed) return;
        if (event instanceof FeedEvent.Opened) {
            isOpen = true;
            pauses.opened();
        }
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            log.error("an event could not be worked on", e);
        }
    }

    private void pause(long millis) throws InterruptedException {
        long nanos = millis == Long.MAX_VALUE ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (!isWoken && nanos > 0) nanos = changed.awaitNanos(nanos);
            isWoken = false;
        } finally {
            lock.unlock();
        }
    }
}
