package dev.fileswarm.agent.transport.udp;

/**
 * A bound on what is under way that loss lowers, but only where the round trip shows a queue at the same time: then a buffer
 * overflows, whoever fills it. It rises again round by round. Not thread-safe.
 */
final class QueueBound {
    private static final double LOSS_SHARE = 0.02;
    private static final double DECREASE = 0.7;
    private static final double RISE = 0.05;

    private long bytes = Long.MAX_VALUE;
    private boolean wasHit;
    private boolean wasLossy;
    private int queueRounds;

    // of this round
    private long acked;
    private long lost;
    private long leastRttNanos = Long.MAX_VALUE;

    long bytes() {
        return bytes;
    }

    /** Whether the last round overfilled a buffer. */
    boolean wasHit() {
        return wasHit;
    }

    /** Whether much was lost in the last round, for whatever reason. */
    boolean wasLossy() {
        return wasLossy;
    }

    /** For how many rounds on end no packet came through without waiting. */
    int queueRounds() {
        return queueRounds;
    }

    void acked(long ackedBytes, long lostBytes) {
        acked += ackedBytes;
        lost += lostBytes;
    }

    void measured(long rttNanos) {
        leastRttNanos = Math.min(leastRttNanos, rttNanos);
    }

    void probeBegins() {
        wasHit = false;
    }

    /**
     * @param underWayBytes how much was under way at the end of the round
     * @param bdpBytes what the path holds without a queue
     */
    void roundEnds(long minRttNanos, long underWayBytes, long bdpBytes, int datagramBytes) {
        boolean isLossy = lost > LOSS_SHARE * (acked + lost) && lost > 2L * datagramBytes;
        boolean hasQueue = leastRttNanos > minRttNanos + Math.max(minRttNanos / 8, 2_000_000L);
        queueRounds = hasQueue ? queueRounds + 1 : 0;
        wasLossy = isLossy;
        wasHit = isLossy && hasQueue;
        if (wasHit) {
            bytes = Math.max((long) (DECREASE * Math.min(bytes, underWayBytes)), bdpBytes);
        } else if (bytes != Long.MAX_VALUE) {
            bytes += Math.max(datagramBytes, (long) (RISE * bytes));
            if (bytes > 8 * bdpBytes && bytes > 1L << 20) bytes = Long.MAX_VALUE;
        }
        acked = 0;
        lost = 0;
        leastRttNanos = Long.MAX_VALUE;
    }
}
