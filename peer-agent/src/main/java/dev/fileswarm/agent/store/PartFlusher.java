package dev.fileswarm.agent.store;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that what was written reaches the disk, soon but seldom: at most once a second, and for at most a fifth of the
 * time. Its thread starts with the first change and ends with {@link #stop}.
 */
final class PartFlusher {
    private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PAUSE_FACTOR = 4;

    private final String name;
    private final Flush flush;

    /** All guarded by this. */
    private Thread thread;

    private boolean isDirty;
    private boolean isStopped;
    private IOException failure;

    interface Flush {
        void run() throws IOException;
    }

    PartFlusher(String name, Flush flush) {
        this.name = name;
        this.flush = flush;
    }

    /** Something was written. */
    synchronized void dirty() {
        isDirty = true;
        if (thread == null && !isStopped) {
            thread = Thread.ofPlatform().daemon().name("part-flush " + name).start(this::run);
        }
        notifyAll();
    }

    /** @throws IOException what the last flush failed with */
    synchronized void requireHealthy() throws IOException {
        if (failure != null) throw failure;
    }

    /** After a failed flush nobody knows what the disk has, even if a later one succeeds. */
    synchronized boolean isHealthy() {
        return failure == null;
    }

    private void run() {
        long pauseNanos = MIN_PAUSE_NANOS;
        while (awaitChange(pauseNanos)) {
            long startNanos = System.nanoTime();
            try {
                flush.run();
            } catch (IOException e) {
                fail(e);
                return;
            }
            pauseNanos = Math.max(MIN_PAUSE_NANOS, PAUSE_FACTOR * (System.nanoTime() - startNanos));
        }
    }

    /** Waits for a change, then for the pause to end. @return false when stopped */
    private synchronized boolean awaitChange(long pauseNanos) {
        long earliestNanos = System.nanoTime() + pauseNanos;
        try {
            while (!isStopped && !isDirty) wait();
            long restNanos;
            while (!isStopped && (restNanos = earliestNanos - System.nanoTime()) > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, restNanos);
            }
        } catch (InterruptedException e) {
            return false; // nobody has this thread to interrupt it
        }
        isDirty = false;
        return !isStopped;
    }

    private synchronized void fail(IOException e) {
        failure = e;
    }

    /** Ends the thread, once a flush that runs has ended. Flushes nothing. */
    void stop() {
        Thread running;
        synchronized (this) {
            isStopped = true;
            notifyAll();
            running = thread;
        }
        boolean interrupted = false;
        while (running != null && running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
