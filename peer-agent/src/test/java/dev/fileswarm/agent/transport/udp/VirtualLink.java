package dev.fileswarm.agent.transport.udp;

import java.util.SplittableRandom;

/** One direction of a link: a line of a rate with a tail-drop queue before it, then delay, loss, and what else links do. */
final class VirtualLink {
    private static final int IP_AND_UDP_BYTES = 28;

    private final VirtualNetwork network;
    private final SplittableRandom random;
    double bitsPerSecond = 100e6;
    long delayNanos = 25_000_000L;
    long queueBytes = 640 << 10;
    double loss;
    /** Bursts: from good to bad, and back, for each packet; while bad all is lost. */
    double burstBegins;

    double burstEnds = 1;
    double duplicates;
    double reordered;
    long reorderNanos = 3_000_000L;
    int mtu = 1_500 - IP_AND_UDP_BYTES;
    boolean isCut;

    private boolean isBad;
    private long lineFreeNanos;
    long passed;
    long lost;
    long overflowed;
    long bytesPassed;
    private final java.util.List<long[]> queueSamples = new java.util.ArrayList<>();

    VirtualLink(VirtualNetwork network, long seed) {
        this.network = network;
        this.random = new SplittableRandom(seed);
    }

    /** What is in the queue now, as the time that it takes to leave. */
    long queueNanos() {
        return Math.max(0, lineFreeNanos - network.nowNanos());
    }

    /** The time below which the given share of packets waited in the queue from then on. */
    double queueMillis(double share, long fromNanos) {
        double[] waits = queueSamples.stream()
                .filter(sample -> sample[0] >= fromNanos)
                .mapToDouble(sample -> sample[1] / 1e6)
                .sorted()
                .toArray();
        return waits.length == 0 ? 0 : waits[(int) (share * (waits.length - 1))];
    }

    void send(int payloadBytes, Runnable arrive) {
        long now = network.nowNanos();
        int bytes = payloadBytes + IP_AND_UDP_BYTES;
        if (payloadBytes > mtu || isCut) {
            lost++;
            return;
        }
        lineFreeNanos = Math.max(lineFreeNanos, now);
        if ((lineFreeNanos - now) * bitsPerSecond / 8e9 + bytes > queueBytes) {
            overflowed++;
            return;
        }
        queueSamples.add(new long[] {now, lineFreeNanos - now});
        lineFreeNanos += (long) (bytes * 8e9 / bitsPerSecond);
        isBad = isBad ? random.nextDouble() >= burstEnds : random.nextDouble() < burstBegins;
        if (isBad || random.nextDouble() < loss) {
            lost++;
            return;
        }
        passed++;
        bytesPassed += bytes;
        long due = lineFreeNanos + delayNanos + (random.nextDouble() < reordered ? reorderNanos : 0);
        network.at(due, arrive);
        if (random.nextDouble() < duplicates) network.at(due + 100_000, arrive);
    }
}
