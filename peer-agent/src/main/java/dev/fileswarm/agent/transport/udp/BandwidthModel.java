package dev.fileswarm.agent.transport.udp;

/**
 * Congestion control by a model of the path, in the manner of BBR (draft-ietf-ccwg-bbr): the greatest delivery rate of the last
 * rounds and the least round trip say how much may be under way and at what rate it is sent. Now and then it sends a little
 * faster to see whether there is more, then slower to take back what that put into queues.
 *
 * <p>Loss alone changes nothing, since links lose packets for other reasons than being full. Only where the round trip shows a
 * queue too does it lower the bound on what is under way ({@link QueueBound}). Not thread-safe.
 */
final class BandwidthModel {
    static final int INITIAL_PACKETS = 32;

    private static final double STARTUP_GAIN = 2.77;
    private static final double DRAIN_GAIN = 0.35;
    private static final double UP_GAIN = 1.25;
    private static final double DOWN_GAIN = 0.75;
    private static final double WINDOW_GAIN = 2;
    private static final double MIN_BYTES_PER_SECOND = 4_000;

    /** What looking for more bandwidth may put into a queue. */
    private static final long MAX_PROBE_QUEUE_NANOS = 20_000_000L;

    private static final long RATE_ROUNDS = 10;
    private static final int CRUISE_ROUNDS = 6;
    private static final long MIN_RTT_LIFE_NANOS = 10_000_000_000L;
    private static final long PROBE_RTT_NANOS = 100_000_000L;
    private static final int MIN_PACKETS = 4;

    /** What it does at present. */
    enum State {
        /** Twice as fast each round, until that brings no more. */
        STARTUP,
        /** Slowly, until what startup put into queues is gone. */
        DRAIN,
        /** At the rate of the model. */
        CRUISE,
        /** Somewhat faster, to see whether there is more. */
        UP,
        /** Somewhat slower, to take back what that put into queues. */
        DOWN,
        /** Hardly anything, to see the round trip without a queue. */
        PROBE_RTT
    }

    private final MaxFilter rate = new MaxFilter(RATE_ROUNDS);
    private final QueueBound bound = new QueueBound();
    private int datagramBytes;
    private State state = State.STARTUP;
    private long stateNanos;

    private long rounds;
    private long roundEndDelivered;

    private double fullRate; // startup's
    private int roundsWithoutMore;

    private long minRttNanos;
    private long minRttSeenNanos;
    private long probeRttLeastNanos;
    private boolean isProbeRttReached;
    private boolean cameFromStartup = true;

    BandwidthModel(int datagramBytes) {
        this.datagramBytes = datagramBytes;
    }

    void datagramBytes(int bytes) {
        datagramBytes = bytes;
    }

    /** A round trip is known before anything was sent: from how the address was proven. */
    void firstRtt(long rttNanos, long nowNanos) {
        if (minRttNanos != 0) return;
        minRttNanos = rttNanos;
        minRttSeenNanos = nowNanos;
    }

    /**
     * Packets were acknowledged.
     *
     * @param sample the rate at which, or null
     * @param underWayBytes what is under way still
     * @param lostBytes what turned out to be lost at the same time
     */
    void acked(DeliveryRate sample, long ackedBytes, long lostBytes, long underWayBytes, long rttNanos, long nowNanos) {
        boolean isRoundStart = false;
        if (sample != null) {
            if (sample.priorDelivered() >= roundEndDelivered) {
                roundEndDelivered = sample.deliveredBytes();
                rounds++;
                isRoundStart = true;
            }
            if (!sample.isAppLimited() || sample.bytesPerSecond() >= rate.get()) {
                rate.update(sample.bytesPerSecond(), rounds);
            }
        }
        updateMinRtt(rttNanos, nowNanos);
        bound.acked(ackedBytes, lostBytes, rttNanos);
        if (isRoundStart) {
            bound.roundEnds(minRttNanos, underWayBytes + ackedBytes, bdpBytes(1), state == State.UP, datagramBytes);
        }
        step(sample, isRoundStart, underWayBytes, nowNanos);
    }

    private void step(DeliveryRate sample, boolean isRoundStart, long underWayBytes, long nowNanos) {
        switch (state) {
            case STARTUP -> {
                if (isRoundStart && sample != null && !sample.isAppLimited()) checkFull();
                if (roundsWithoutMore >= 3 || bound.wasHit()) enter(State.DRAIN, nowNanos);
            }
            case DRAIN -> {
                if (underWayBytes <= bdpBytes(1)) enter(State.CRUISE, nowNanos);
            }
            case CRUISE -> {
                if (nowNanos - stateNanos >= CRUISE_ROUNDS * minRttNanos) enter(State.UP, nowNanos);
            }
            case UP -> {
                boolean isLong = nowNanos - stateNanos >= minRttNanos;
                if (bound.wasHit()
                        || (isLong && underWayBytes >= bdpBytes(1) + probeBytes())
                        || hasProbedLong(nowNanos)) {
                    enter(State.DOWN, nowNanos);
                }
            }
            case DOWN -> {
                if (underWayBytes <= bdpBytes(1) || nowNanos - stateNanos >= 2 * minRttNanos) {
                    enter(State.CRUISE, nowNanos);
                }
            }
            case PROBE_RTT -> probeRtt(underWayBytes, nowNanos);
        }
        boolean isOld = nowNanos - minRttSeenNanos > MIN_RTT_LIFE_NANOS;
        if (isOld && state != State.PROBE_RTT && state != State.STARTUP) {
            probeRttLeastNanos = Long.MAX_VALUE;
            isProbeRttReached = false;
            enter(State.PROBE_RTT, nowNanos);
        }
    }

    /** Three round trips of sending faster tell all there is to know, also where the window was never filled. */
    private boolean hasProbedLong(long nowNanos) {
        return nowNanos - stateNanos >= 3 * minRttNanos;
    }

    private void checkFull() {
        if (rate.get() >= 1.25 * fullRate) {
            fullRate = rate.get();
            roundsWithoutMore = 0;
        } else {
            roundsWithoutMore++;
        }
    }

    private void updateMinRtt(long rttNanos, long nowNanos) {
        if (state == State.PROBE_RTT) probeRttLeastNanos = Math.min(probeRttLeastNanos, rttNanos);
        if (minRttNanos == 0 || rttNanos <= minRttNanos) {
            minRttNanos = rttNanos;
            minRttSeenNanos = nowNanos;
        } else if (rttNanos <= minRttNanos + minRttNanos / 32 + 500_000L) {
            minRttSeenNanos = nowNanos; // about as short as ever: there is no queue to look under
        }
    }

    private void probeRtt(long underWayBytes, long nowNanos) {
        if (!isProbeRttReached) {
            isProbeRttReached = underWayBytes <= windowBytes();
            if (isProbeRttReached) stateNanos = nowNanos;
            return;
        }
        if (nowNanos - stateNanos < Math.max(PROBE_RTT_NANOS, minRttNanos)) return;
        minRttNanos = probeRttLeastNanos;
        minRttSeenNanos = nowNanos;
        enter(State.CRUISE, nowNanos);
    }

    private void enter(State next, long nowNanos) {
        if (state == State.STARTUP) cameFromStartup = false;
        if (next == State.UP) bound.probeBegins();
        state = next;
        stateNanos = nowNanos;
    }

    State state() {
        return state;
    }

    double bytesPerSecond() {
        return rate.get();
    }

    long minRttNanos() {
        return minRttNanos;
    }

    /** At what rate to send. */
    double pacingBytesPerSecond() {
        if (rate.get() == 0) {
            double seconds = (minRttNanos == 0 ? RttEstimate.INITIAL_NANOS : minRttNanos) / 1e9;
            return Math.max(MIN_BYTES_PER_SECOND, STARTUP_GAIN * INITIAL_PACKETS * datagramBytes / seconds);
        }
        double gain = switch (state) {
            case STARTUP -> STARTUP_GAIN;
            case DRAIN -> DRAIN_GAIN;
            case UP -> UP_GAIN;
            case DOWN -> DOWN_GAIN;
            case CRUISE, PROBE_RTT -> 1;
        };
        double paced = gain * rate.get();
        if (state == State.STARTUP && cameFromStartup) {
            double first = INITIAL_PACKETS * datagramBytes * 1e9 / Math.max(1, minRttNanos);
            paced = Math.max(paced, Math.min(first, STARTUP_GAIN * first));
        }
        return Math.max(MIN_BYTES_PER_SECOND, paced);
    }

    /** How much may be under way. */
    long windowBytes() {
        long least = (long) MIN_PACKETS * datagramBytes;
        if (rate.get() == 0) return Math.max(least, (long) INITIAL_PACKETS * datagramBytes);
        if (state == State.PROBE_RTT) return Math.max(least, bdpBytes(0.5));
        double gain = state == State.STARTUP ? STARTUP_GAIN : WINDOW_GAIN;
        long ackBytes = (long) (rate.get() * ReceivedPackets.MAX_ACK_DELAY_NANOS / 1e9) + 3L * datagramBytes;
        long window = Math.max(bdpBytes(gain) + ackBytes, (long) INITIAL_PACKETS * datagramBytes);
        return Math.max(least, Math.min(window, bound.bytes()));
    }

    private long probeBytes() {
        return (long) Math.min(bdpBytes(0.25), rate.get() * MAX_PROBE_QUEUE_NANOS / 1e9);
    }

    private long bdpBytes(double gain) {
        return (long) (gain * rate.get() * minRttNanos / 1e9);
    }
}
