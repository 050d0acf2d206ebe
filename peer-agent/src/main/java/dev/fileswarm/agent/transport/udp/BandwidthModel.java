package dev.fileswarm.agent.transport.udp;

/**
 * Congestion control by a model of the path, in the manner of BBR (draft-ietf-ccwg-bbr): the greatest delivery rate of the last
 * rounds and the least round trip say how much may be under way and at what rate it is sent. Now and then it sends a little
 * faster to see whether there is more, then slower to take back what that put into queues.
 *
 * <p>Loss alone changes nothing, since links lose packets for other reasons than being full. Only where the round trip shows a
 * queue too does it lower the bound on what is under way ({@link QueueBound}). A queue that stays ends startup, and has it
 * sent a little slower. That a machine is busy is taken for neither: such rates count as lower bounds ({@link DeliveryRate}),
 * and the time that packets may have waited on the machines is taken off the round trip. Not thread-safe.
 */
final class BandwidthModel {
    /** What is sent before anything is known of the rate, spread over a third of a round trip. */
    static final int INITIAL_PACKETS = 64;

    /** From this round trip on it is as much more, up to twice, so that the rate is the same: there each doubling takes long. */
    private static final double INITIAL_RTT_NANOS = 100e6;

    private static final double MOST_INITIAL_GAIN = 2;

    private static final double STARTUP_GAIN = 2.77;
    private static final double DRAIN_GAIN = 0.35;
    private static final double UP_GAIN = 1.25;
    private static final double DOWN_GAIN = 0.75;
    private static final double LEAST_CRUISE_GAIN = 0.9;
    private static final double STARTUP_WINDOW_GAIN = 2;

    /**
     * So much of what gets lost is sent in addition, or the line would stay as empty as it loses. Not all of it, so that loss which
     * this itself causes dies away.
     */
    private static final double MADE_UP_PART = 0.75;

    private static final double MOST_MADE_UP = 0.05;

    /** With more, one flow takes most of a buffer that it shares; with less, one that shares with CUBIC gets little. */
    private static final double WINDOW_GAIN = 1.6;

    private static final double MIN_BYTES_PER_SECOND = 4_000;
    private static final int MIN_PACKETS = 4;

    /** What looking for more bandwidth may put into a queue. */
    private static final long PROBE_QUEUE_NANOS = 20_000_000L;

    private static final long LEAST_CATCH_UP_NANOS = 4_000_000L;
    private static final long MOST_CATCH_UP_NANOS = 25_000_000L;
    private static final long RATE_ROUNDS = 10;
    private static final int CRUISE_ROUNDS = 6;

    /** A queue for so long is the path's, and none that a late sender made by catching up. */
    private static final int FULL_ROUNDS = 3;

    private static final long PROBE_RTT_NANOS = 100_000_000L;

    /** What it does at present. */
    enum State {
        /** Twice as fast each round, until that brings no more or there is a queue. */
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
    private final LeastRtt leastRtt = new LeastRtt();
    private final Growth growth = new Growth();
    private final QueueBound bound = new QueueBound();
    private final StandingQueue queue = new StandingQueue();
    private final AckBursts bursts = new AckBursts();
    private final LossShare loss = new LossShare();
    private int datagramBytes;
    private State state = State.STARTUP;
    private long stateNanos;
    private long rounds;
    private long roundEndDelivered;
    private boolean isProbeRttReached;

    BandwidthModel(int datagramBytes) {
        this.datagramBytes = datagramBytes;
    }

    void datagramBytes(int bytes) {
        datagramBytes = bytes;
    }

    /**
     * A round trip was measured, before {@link #acked}.
     *
     * @param rttNanos from sending to hearing of it
     * @param pathNanos what of that was on the way for certain, and not on a busy machine
     */
    void measured(long rttNanos, long pathNanos, long nowNanos) {
        leastRtt.measured(rttNanos, pathNanos, nowNanos);
        queue.saw(pathNanos, leastRtt.nanos(), nowNanos);
        bound.measured(pathNanos);
    }

    /**
     * Packets were acknowledged.
     *
     * @param sample the rate at which, or null
     * @param underWayBytes what is under way still
     * @param lostBytes what turned out to be lost at the same time
     */
    void acked(DeliveryRate sample, long ackedBytes, long lostBytes, long underWayBytes, long nowNanos) {
        boolean isRoundStart = sample != null && sample.priorDelivered() >= roundEndDelivered;
        if (isRoundStart) {
            roundEndDelivered = sample.deliveredBytes();
            rounds++;
        }
        // where a queue stays, what came is what the path carries, however busy the machines are
        boolean isFull = bound.queueRounds() >= FULL_ROUNDS;
        if (sample != null && (!sample.isLowerBound() || isFull || sample.bytesPerSecond() >= rate.get())) {
            rate.update(sample.bytesPerSecond(), rounds);
        }
        bound.acked(ackedBytes, lostBytes);
        if (state == State.CRUISE) loss.acked(ackedBytes, lostBytes);
        if (state != State.STARTUP) bursts.acked(ackedBytes, rate.get(), bdpBytes(1), rounds, nowNanos);
        if (isRoundStart) bound.roundEnds(leastRtt.nanos(), underWayBytes + ackedBytes, bdpBytes(1), datagramBytes);
        boolean bringsNoMore =
                state == State.STARTUP && isRoundStart && !sample.isLowerBound() && growth.startupRound(rate.get());
        step(bringsNoMore, underWayBytes, nowNanos);
        if (state != State.PROBE_RTT && state != State.STARTUP && leastRtt.isOld(nowNanos)) {
            enter(State.PROBE_RTT, nowNanos);
        }
    }

    private void step(boolean bringsNoMore, long underWayBytes, long nowNanos) {
        long inStateNanos = nowNanos - stateNanos;
        switch (state) {
            case STARTUP -> {
                if (bringsNoMore || bound.wasHit() || isQueueLong()) enter(State.DRAIN, nowNanos);
            }
            case DRAIN -> {
                if (underWayBytes <= bdpBytes(1)) enter(State.CRUISE, nowNanos);
            }
            case CRUISE -> {
                // after a probe that brought more, and after startup, the next one comes soon
                int cruiseRounds = growth.hasGrown() ? 1 : CRUISE_ROUNDS;
                if (inStateNanos >= cruiseRounds * leastRtt.nanos()) enter(State.UP, nowNanos);
            }
            case UP -> up(underWayBytes, nowNanos);
            case DOWN -> {
                if (underWayBytes <= bdpBytes(1) || inStateNanos >= 2 * leastRtt.nanos()) {
                    enter(State.CRUISE, nowNanos);
                }
            }
            case PROBE_RTT -> probeRtt(underWayBytes, nowNanos);
        }
    }

    private void up(long underWayBytes, long nowNanos) {
        if (growth.probed(rate.get(), upGain())) {
            stateNanos = nowNanos;
            if (growth.isLasting() && !isQueueLong()) {
                enter(State.STARTUP, nowNanos);
                return;
            }
        }
        long inStateNanos = nowNanos - stateNanos;
        boolean isFilled = underWayBytes >= bdpBytes(1) + probeBytes() + bursts.bytes();
        // three round trips tell all there is to know, also where the window was never filled
        boolean isLong = inStateNanos >= (isFilled ? 1 : 3) * leastRtt.nanos();
        if (bound.wasHit() || isLong) enter(State.DOWN, nowNanos);
    }

    private void probeRtt(long underWayBytes, long nowNanos) {
        if (!isProbeRttReached) {
            isProbeRttReached = underWayBytes <= windowBytes();
            if (isProbeRttReached) stateNanos = nowNanos;
            return;
        }
        if (nowNanos - stateNanos < Math.max(PROBE_RTT_NANOS, leastRtt.nanos())) return;
        leastRtt.searchEnds(nowNanos);
        enter(State.CRUISE, nowNanos);
    }

    private void enter(State next, long nowNanos) {
        state = next;
        stateNanos = nowNanos;
        switch (next) {
            case STARTUP -> growth.startupBegins(rate.get());
            case UP -> {
                bound.probeBegins();
                growth.probeBegins(rate.get());
            }
            case PROBE_RTT -> {
                leastRtt.searchBegins();
                isProbeRttReached = false;
            }
            case DRAIN, CRUISE, DOWN -> {}
        }
    }

    State state() {
        return state;
    }

    double bytesPerSecond() {
        return rate.get();
    }

    long minRttNanos() {
        return leastRtt.nanos();
    }

    /** At what rate to send. */
    double pacingBytesPerSecond() {
        long rttNanos = leastRtt.nanos() == 0 ? RttEstimate.INITIAL_NANOS : leastRtt.nanos();
        // the few packets that open a lane say little of its rate: until more is known the first window goes out at
        // startup's gain
        double initial = STARTUP_GAIN * initialBytes() * 1e9 / rttNanos;
        if (rate.get() == 0) return Math.max(MIN_BYTES_PER_SECOND, initial);
        double paced = rate.get()
                * switch (state) {
                    case STARTUP -> STARTUP_GAIN;
                    case DRAIN -> DRAIN_GAIN;
                    case UP -> upGain();
                    case DOWN -> DOWN_GAIN;
                    case CRUISE -> cruiseGain();
                    case PROBE_RTT -> 1;
                };
        return Math.max(MIN_BYTES_PER_SECOND, state == State.STARTUP ? Math.max(paced, initial) : paced);
    }

    /** On a long path a round trip at the full gain overflows most buffers; it is taken once there is known to be more. */
    private double upGain() {
        double cautious = 1 + (double) PROBE_QUEUE_NANOS / Math.max(1, leastRtt.nanos());
        return growth.hasGrown() ? UP_GAIN : Math.min(UP_GAIN, cautious);
    }

    private double cruiseGain() {
        long longNanos = queue.waitNanos() - Math.max(2_000_000L, leastRtt.nanos() / 16);
        if (longNanos > 0) return Math.max(LEAST_CRUISE_GAIN, 1 - (double) longNanos / (2 * leastRtt.nanos()));
        return 1 + Math.min(MADE_UP_PART * loss.share(), MOST_MADE_UP);
    }

    private boolean isQueueLong() {
        return queue.waitNanos() > Math.max(4_000_000L, leastRtt.nanos() / 8);
    }

    /** How much of what a busy machine was late with may be sent at once: what most buffers hold, unless much gets lost. */
    long catchUpNanos() {
        long mostNanos = bound.wasLossy() ? LEAST_CATCH_UP_NANOS : MOST_CATCH_UP_NANOS;
        return Math.clamp(leastRtt.nanos() / 2, LEAST_CATCH_UP_NANOS, mostNanos);
    }

    /** How much may be under way. */
    long windowBytes() {
        long least = (long) MIN_PACKETS * datagramBytes;
        long initial = initialBytes();
        if (rate.get() == 0) return initial;
        if (state == State.PROBE_RTT) return Math.max(least, bdpBytes(0.5));
        double gain = state == State.STARTUP ? STARTUP_WINDOW_GAIN : WINDOW_GAIN;
        long ackBytes = (long) (rate.get() * ReceivedPackets.MAX_ACK_DELAY_NANOS / 1e9) + 3L * datagramBytes;
        long window = bdpBytes(gain) + Math.max(ackBytes, bursts.bytes());
        return Math.max(least, Math.min(Math.max(window, initial), bound.bytes()));
    }

    private long initialBytes() {
        double gain = Math.clamp(leastRtt.nanos() / INITIAL_RTT_NANOS, 1, MOST_INITIAL_GAIN);
        return (long) (gain * INITIAL_PACKETS * datagramBytes);
    }

    private long probeBytes() {
        return (long) Math.min(bdpBytes(0.25), rate.get() * PROBE_QUEUE_NANOS / 1e9);
    }

    private long bdpBytes(double gain) {
        return (long) (gain * rate.get() * leastRtt.nanos() / 1e9);
    }
}
