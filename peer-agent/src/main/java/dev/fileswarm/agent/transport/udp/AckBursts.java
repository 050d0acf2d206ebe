package dev.fileswarm.agent.transport.udp;

/**
 * By how much acknowledgements come in bursts: radio links gather them, and so does a machine that has much else to do. As much
 * more has to be under way, or the path runs dry between them. As "ack aggregation" in draft-ietf-ccwg-bbr. Not thread-safe.
 */
final class AckBursts {
    private static final long ROUNDS = 10;

    private final MaxFilter extra = new MaxFilter(ROUNDS);
    private long beganNanos;
    private long ackedBytes;

    void acked(long bytes, double bytesPerSecond, long maxBytes, long round, long nowNanos) {
        double expected = bytesPerSecond * (nowNanos - beganNanos) / 1e9;
        if (ackedBytes <= expected) {
            beganNanos = nowNanos;
            ackedBytes = 0;
            expected = 0;
        }
        ackedBytes += bytes;
        extra.update(Math.min(ackedBytes - expected, maxBytes), round);
    }

    /** What came at most beyond the rate. */
    long bytes() {
        return (long) extra.get();
    }
}
