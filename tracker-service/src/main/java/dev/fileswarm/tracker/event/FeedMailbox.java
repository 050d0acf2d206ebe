package dev.fileswarm.tracker.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What other threads leave for the feed's thread. Bounded: what is too much is replaced by a word that it is lost. */
final class FeedMailbox {
    private static final int MAX_WEIGHT = 200_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private List<FeedEvent> told = new ArrayList<>();
    private List<Runnable> asked = new ArrayList<>();
    private int weight;
    private boolean stopped;

    record Mail(List<FeedEvent> told, List<Runnable> asked) {}

    void tell(FeedEvent event) {
        lock.lock();
        try {
            if (weight > MAX_WEIGHT) return;
            weight += event.weight();
            told.add(weight > MAX_WEIGHT ? new FeedEvent.Lost() : event);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void ask(Runnable inTheFeedsThread) {
        lock.lock();
        try {
            asked.add(inTheFeedsThread);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something, or until the time is over; at once when the feed is to stop. */
    Mail take(long waitNanos, boolean alsoTold) throws InterruptedException {
        lock.lock();
        try {
            long left = waitNanos;
            while (left > 0 && asked.isEmpty() && (told.isEmpty() || !alsoTold) && !stopped)
                left = changed.awaitNanos(left);
            Mail mail = new Mail(alsoTold ? told : List.of(), asked);
            if (alsoTold) {
                told = new ArrayList<>();
                weight = 0;
            }
            asked = new ArrayList<>();
            return mail;
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }
}
