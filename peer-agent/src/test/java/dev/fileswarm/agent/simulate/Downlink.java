package dev.fileswarm.agent.simulate;

/** What a peer can receive: one thing after the other, in the order of leaving. */
final class Downlink {
    private final double bytesPerSecond;
    private long freeNanos;

    Downlink(double bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * When the last byte is through.
     *
     * @param firstNanos when the first byte is at the downlink
     * @param lastNanos when the last is
     */
    long arrivalNanos(long firstNanos, long lastNanos, long bytes) {
        long throughNanos = Math.max(freeNanos, firstNanos) + (long) (bytes * 1e9 / bytesPerSecond);
        freeNanos = Math.max(lastNanos, throughNanos);
        return freeNanos;
    }
}
