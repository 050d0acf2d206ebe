package dev.fileswarm.agent.time;

import java.time.Instant;

/** What time it is. Thread-safe. */
public interface Clock {
    /** Nanoseconds since some moment; never goes back. For time-outs and durations. */
    long nanos();

    /** The time of day, which may be set back. For expiry dates and people. */
    Instant now();

    /** The machine's clock. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
