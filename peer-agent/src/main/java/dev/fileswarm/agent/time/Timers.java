package dev.fileswarm.agent.time;

import java.time.Duration;

/**
 * Runs short tasks later. Tasks must not block: they share one thread. What they throw is logged and does no other harm.
 */
public interface Timers extends AutoCloseable {
    /** Runs the task once, after the delay. */
    Timer after(Duration delay, Runnable task);

    /** Runs the task again and again, the first time after one period. */
    Timer every(Duration period, Runnable task);

    /** Ends all timers. */
    @Override
    void close();

    /** One task that waits for its time. */
    interface Timer {
        /** Takes the task back; one that runs at this moment is not interrupted. */
        void cancel();
    }

    /** Timers on a thread of their own, called {@code name}, which ends with {@link #close}. */
    static Timers start(String name) {
        return new ThreadTimers(name);
    }
}
