package dev.fileswarm.agent.transport.udp;

/**
 * Which packets came: drops what comes again, and decides when and what to acknowledge. What is older than the last {@link
 * #MAX_RANGES} ranges counts as having come. Not thread-safe.
 */
final class ReceivedPackets {
    static final int MAX_RANGES = 256;

    /** An acknowledgement waits no longer than this, which the other side's time-outs know. */
    static final long MAX_ACK_DELAY_NANOS = 5_000_000L;

    /** At the beginning every other packet is acknowledged, so that the other side soon learns its rate. */
    private static final int EAGER_PACKETS = 200;

    private static final int EAGER_EVERY = 2;
    private static final int EVERY = 8;

    private final Ranges numbers = new Ranges();
    private long floor; // all below came, or are too old to tell
    private long largest = -1;
    private long largestNanos;
    private long tracked;
    private int unacknowledged;
    private long ackDueNanos = Long.MAX_VALUE;

    /** Whether a packet of this number must not be taken (any more). */
    boolean isOld(long number) {
        return number < floor || numbers.contains(number);
    }

    long largest() {
        return largest;
    }

    /**
     * A packet was taken.
     *
     * @param wantsAck whether it holds more than acknowledgements
     * @param sinceNanos it may have waited for being looked at since then
     */
    void add(long number, boolean wantsAck, long sinceNanos, long nowNanos) {
        boolean leavesGap = number > largest + 1 && largest >= 0;
        boolean fillsGap = number < largest;
        numbers.add(number, number + 1);
        while (numbers.count() > MAX_RANGES) {
            floor = numbers.to(0);
            numbers.removeFirst();
        }
        if (number > largest) {
            largest = number;
            largestNanos = sinceNanos;
        }
        if (!wantsAck) return;
        tracked++;
        unacknowledged++;
        int every = tracked <= EAGER_PACKETS ? EAGER_EVERY : EVERY;
        if (leavesGap || fillsGap || unacknowledged >= every) {
            ackDueNanos = nowNanos;
        } else if (unacknowledged == 1) {
            ackDueNanos = nowNanos + MAX_ACK_DELAY_NANOS;
        }
    }

    /** When an acknowledgement has to go; far away if there is nothing to acknowledge. */
    long ackDueNanos() {
        return ackDueNanos;
    }

    boolean hasUnacknowledged() {
        return unacknowledged > 0;
    }

    void ackSent() {
        unacknowledged = 0;
        ackDueNanos = Long.MAX_VALUE;
    }

    /** How long ago the largest came, at most. */
    long delayNanos(long nowNanos) {
        return nowNanos - largestNanos;
    }

    Ranges numbers() {
        return numbers;
    }
}
