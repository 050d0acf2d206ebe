package dev.fileswarm.agent.transport.udp;

/** Spreads packets over time. A sender that woke late may catch up, but for so long only. Not thread-safe. */
final class Pacer {
    /** A thread on a busy machine wakes late by a few milliseconds; more than this is not made good. */
    static final long MAX_CATCH_UP_NANOS = 4_000_000L;

    private long nextNanos;
    private boolean isStarted;

    /** The earliest time for the next packet. */
    long nextNanos(long nowNanos) {
        return isStarted ? nextNanos : nowNanos;
    }

    boolean maySend(long nowNanos) {
        return !isStarted || nextNanos - nowNanos <= 0;
    }

    void sent(int bytes, double bytesPerSecond, long nowNanos) {
        long base = isStarted ? Math.max(nextNanos, nowNanos - MAX_CATCH_UP_NANOS) : nowNanos;
        isStarted = true;
        nextNanos = base + (long) (bytes * 1e9 / bytesPerSecond);
    }
}
