package dev.fileswarm.agent.transport.udp;

/** The round trip as RFC 9002, section 5, estimates it. Not thread-safe. */
final class RttEstimate {
    /** Assumed before the first sample, RFC 9002 section 6.2.2 has 333 ms; a link that was just dialled tells better. */
    static final long INITIAL_NANOS = 200_000_000L;

    static final long GRANULARITY_NANOS = 1_000_000L;

    private long latestNanos = INITIAL_NANOS;
    private long smoothedNanos = INITIAL_NANOS;
    private long variationNanos = INITIAL_NANOS / 2;
    private long minNanos = INITIAL_NANOS;
    private boolean hasSample;

    /**
     * @param sampleNanos from sending a packet to its acknowledgement
     * @param ackDelayNanos how long the other side says that it waited before it acknowledged
     */
    void sample(long sampleNanos, long ackDelayNanos) {
        long sample = Math.max(1, sampleNanos);
        latestNanos = sample;
        if (!hasSample) {
            hasSample = true;
            minNanos = sample;
            smoothedNanos = sample;
            variationNanos = sample / 2;
            return;
        }
        minNanos = Math.min(minNanos, sample);
        long adjusted = sample - minNanos >= ackDelayNanos ? sample - ackDelayNanos : sample;
        variationNanos += (Math.abs(smoothedNanos - adjusted) - variationNanos) / 4;
        smoothedNanos += (adjusted - smoothedNanos) / 8;
    }

    boolean hasSample() {
        return hasSample;
    }

    long latestNanos() {
        return latestNanos;
    }

    long smoothedNanos() {
        return smoothedNanos;
    }

    long minNanos() {
        return minNanos;
    }

    long variationNanos() {
        return variationNanos;
    }

    /** How long to wait for an acknowledgement before asking for one. */
    long probeTimeoutNanos(long maxAckDelayNanos) {
        return smoothedNanos + Math.max(4 * variationNanos, GRANULARITY_NANOS) + maxAckDelayNanos;
    }

    /** How long after a later packet was acknowledged an earlier one may still come. */
    long lossDelayNanos() {
        return Math.max(Math.max(smoothedNanos, latestNanos) * 9 / 8, GRANULARITY_NANOS);
    }
}
