package dev.fileswarm.agent.transport.udp;

import java.util.function.LongConsumer;

/**
 * Tells lost packets by the later ones that were acknowledged, as RFC 9002, section 6.1: so many later, or so long ago. How many
 * grows on paths that are seen to change the order of packets. Not thread-safe.
 */
final class LossDetector {
    private static final int LEAST_THRESHOLD = 3;
    private static final int GREATEST_THRESHOLD = 256;

    private int threshold = LEAST_THRESHOLD;
    private long largestAcked = -1;
    private long dueNanos = Long.MAX_VALUE;

    long largestAcked() {
        return largestAcked;
    }

    void acked(long number) {
        largestAcked = Math.max(largestAcked, number);
    }

    /** A packet that had been given up came after all: the path is one that changes their order. */
    void cameAfterAll(long number) {
        threshold = Math.clamp(largestAcked - number + 1, threshold, GREATEST_THRESHOLD);
    }

    /** Finds what is lost by now, and when the next may be. */
    void detect(SentPackets packets, RttEstimate rtt, long nowNanos, LongConsumer lost) {
        dueNanos = Long.MAX_VALUE;
        long delayNanos = rtt.lossDelayNanos();
        for (long number = packets.oldest(); number < largestAcked; number++) {
            if (!packets.isUnderWay(number)) continue;
            long lateNanos = packets.sentNanos(number) + delayNanos;
            if (number <= largestAcked - threshold || nowNanos - lateNanos >= 0) {
                lost.accept(number);
            } else {
                dueNanos = lateNanos;
                return;
            }
        }
    }

    /** When to look again; far away if not before the next acknowledgement. */
    long dueNanos() {
        return dueNanos;
    }
}
