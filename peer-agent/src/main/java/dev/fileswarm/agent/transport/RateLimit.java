package dev.fileswarm.agent.transport;

/**
 * A bound on bytes a second, as a token bucket of a tenth of a second: whoever wants to move bytes reserves them and is told
 * from when on it may. Reservations are given in the order of asking, so those who always want more take turns.
 *
 * <p>Pure: the time is an argument. Not thread-safe.
 */
final class RateLimit {
    /** No bound. */
    static final long OFF = 0;

    /** So much of what was not used is made good: a thread on a busy machine wakes late. */
    static final long CATCH_UP_NANOS = 100_000_000L;

    private static final int MIN_TURN_BYTES = 2 * 1024;
    private static final int MAX_TURN_BYTES = 64 * 1024;
    private static final int TURNS_PER_SECOND = 50;

    private long bytesPerSecond = OFF;
    private long nextNanos;
    private boolean isStarted;

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Changes the bound; what is reserved stays so. */
    void bytesPerSecond(long rate) {
        if (rate < 0) throw new IllegalArgumentException("a limit of " + rate + " bytes a second");
        if (bytesPerSecond == OFF) isStarted = false;
        bytesPerSecond = rate;
    }

    /** How many bytes to reserve at a time, so that the others get their turns soon. */
    int turnBytes() {
        if (bytesPerSecond == OFF) return Integer.MAX_VALUE;
        return Math.clamp(bytesPerSecond / TURNS_PER_SECOND, MIN_TURN_BYTES, MAX_TURN_BYTES);
    }

    /** @return from when on these bytes may be moved; in the past or present for at once */
    long reserve(long bytes, long nowNanos) {
        if (bytesPerSecond == OFF) return nowNanos;
        long earliestNanos = nowNanos - CATCH_UP_NANOS;
        long startNanos = isStarted && nextNanos - earliestNanos > 0 ? nextNanos : isStarted ? earliestNanos : nowNanos;
        isStarted = true;
        nextNanos = startNanos + (long) (bytes * 1e9 / bytesPerSecond);
        return startNanos;
    }
}
