package dev.fileswarm.agent.transport.udp;

/**
 * How long packets wait on the path, by the shortest round trip of each half of a round trip: a packet that was held up for
 * itself, or a machine that was away for a moment, is no queue. Not thread-safe.
 */
final class StandingQueue {
    private static final int LEAST_SAMPLES = 4;

    private long beganNanos;
    private int samples;
    private long leastNanos = Long.MAX_VALUE;
    private long waitNanos;

    /** A round trip was measured. @param minRttNanos the path's own */
    void saw(long rttNanos, long minRttNanos, long nowNanos) {
        if (samples == 0) beganNanos = nowNanos;
        samples++;
        leastNanos = Math.min(leastNanos, rttNanos);
        if (samples < LEAST_SAMPLES || nowNanos - beganNanos < minRttNanos / 2) return;
        waitNanos = Math.max(0, leastNanos - minRttNanos);
        samples = 0;
        leastNanos = Long.MAX_VALUE;
    }

    /** How long every packet waited of late. */
    long waitNanos() {
        return waitNanos;
    }
}
