package dev.fileswarm.agent.daemon;

/**
 * Bounds of what an agent sends to and receives from other peers, or a change of them.
 *
 * @param upBytesPerSecond 0 for none; null for as it is
 * @param downBytesPerSecond 0 for none; null for as it is
 */
public record Limits(Long upBytesPerSecond, Long downBytesPerSecond) {
    /** Slower than this, peers would take each other for stalled. */
    public static final long LEAST_BYTES_PER_SECOND = 16 * 1024;

    public static final Limits NONE = new Limits(0L, 0L);

    public Limits {
        requireSense(upBytesPerSecond);
        requireSense(downBytesPerSecond);
    }

    private static void requireSense(Long rate) {
        if (rate != null && rate != 0 && rate < LEAST_BYTES_PER_SECOND) {
            throw new IllegalArgumentException(
                    "a limit of " + rate + " bytes a second; the least is " + LEAST_BYTES_PER_SECOND);
        }
    }
}
