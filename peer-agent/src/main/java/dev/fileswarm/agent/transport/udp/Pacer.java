package dev.fileswarm.agent.transport.udp;

/** Spreads packets over time. A sender that woke late may catch up, but for so long only. Not thread-safe. */
final class Pacer {
    private long nextNanos;
    private boolean isStarted;

    /** The earliest time for the next packet. */
    long nextNanos(long nowNanos) {
        return isStarted ? nextNanos : nowNanos;
    }

    boolean maySend(long nowNanos) {
        return !isStarted || nextNanos - nowNanos <= 0;
    }

    /** The window was full until now, so nobody was late. */
    void opened(long nowNanos) {
        if (isStarted && nextNanos - nowNanos < 0) nextNanos = nowNanos;
    }

    /**
     * A packet is sent.
     *
     * @param catchUpNanos so much of what was missed may be made good
     * @return whether it is so late that some of its time is lost for good
     */
    boolean sent(int bytes, double bytesPerSecond, long catchUpNanos, long nowNanos) {
        long leastNanos = nowNanos - catchUpNanos;
        boolean isTooLate = isStarted && nextNanos - leastNanos < 0;
        long base = !isStarted ? nowNanos : isTooLate ? leastNanos : nextNanos;
        isStarted = true;
        nextNanos = base + (long) (bytes * 1e9 / bytesPerSecond);
        return isTooLate;
    }
}
