package dev.fileswarm.agent.transfer;

import java.util.OptionalLong;

/**
 * Chooses between a link's two transports by trying both: first the seconds over TCP that are there anyway, then as many over the
 * lane; then the faster one for as long as the link lasts. On short round trips, where TCP is fast as it is, and where the lane
 * brings hardly more, that is TCP, which costs less of both machines. Pure; not thread-safe.
 */
final class LaneChoice {
    /** A transport's first moments say little: it is still finding its rate. */
    private static final long SETTLING_NANOS = 1_000_000_000L;

    private static final long MEASURED_NANOS = 2_000_000_000L;

    /** Nothing is to be gained on a link as short as this. */
    private static final long SHORT_RTT_NANOS = 2_000_000L;

    /** About what a lane can do at most where nothing but the processor bounds it: where TCP does as much, it is not tried. */
    private static final double FAST_BYTES_PER_SECOND = 64e6;

    private static final double WORTH_IT = 1.1;

    private enum Phase {
        TRYING_TCP,
        TRYING_LANE,
        CHOSEN
    }

    private Phase phase = Phase.TRYING_TCP;
    private boolean isLane; // what is chosen
    private long startNanos;
    private boolean hasStarted;
    private long bytes;
    private double tcpBytesPerSecond;

    /** @param connectNanos how long the link took to come about, if it is known */
    LaneChoice(OptionalLong connectNanos) {
        if (connectNanos.orElse(Long.MAX_VALUE) < SHORT_RTT_NANOS) choose(false);
    }

    /** Blocks came over one of the two. */
    void came(boolean onLane, int count, long nowNanos) {
        if (phase == Phase.CHOSEN || onLane != (phase == Phase.TRYING_LANE)) return;
        if (!hasStarted) {
            hasStarted = true;
            startNanos = nowNanos;
            bytes = 0;
            return;
        }
        long measuredNanos = nowNanos - startNanos - SETTLING_NANOS;
        if (measuredNanos < 0) return;
        bytes += count;
        if (measuredNanos < MEASURED_NANOS) return;
        double bytesPerSecond = bytes * 1e9 / measuredNanos;
        hasStarted = false;
        if (phase == Phase.TRYING_TCP) {
            tcpBytesPerSecond = bytesPerSecond;
            phase = Phase.TRYING_LANE;
            if (bytesPerSecond >= FAST_BYTES_PER_SECOND) choose(false);
        } else {
            choose(bytesPerSecond > WORTH_IT * tcpBytesPerSecond);
        }
    }

    /** Whether there should be a lane, if there can be one. */
    boolean wantsLane() {
        return phase == Phase.TRYING_LANE || (phase == Phase.CHOSEN && isLane);
    }

    /** @param leastRttNanos of the lane so far; on a busy machine many are long before one is short */
    void saw(long leastRttNanos) {
        if (leastRttNanos > 0 && leastRttNanos < SHORT_RTT_NANOS) choose(false);
    }

    /** There is no lane, or none any more. */
    void lost() {
        if (phase != Phase.TRYING_TCP) choose(false);
    }

    private void choose(boolean lane) {
        phase = Phase.CHOSEN;
        isLane = lane;
    }
}
