package dev.fileswarm.agent.transport.udp;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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
    long duplicated;
    long tooLong;
    long lost;
    long overflowed;
    long bytesPassed;
    private long[] sampleNanos = new long[1 << 12];
    private float[] sampleMillis = new float[1 << 12];
    private int samples;

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
        double[] waits = IntStream.range(0, samples)
                .filter(i -> sampleNanos[i] >= fromNanos)
                .mapToDouble(i -> sampleMillis[i])
                .sorted()
                .toArray();
        return waits.length == 0 ? 0 : waits[(int) (share * (waits.length - 1))];
    }

    private void sample(long nowNanos) {
        if (samples == sampleNanos.length) {
            sampleNanos = Arrays.copyOf(sampleNanos, 2 * samples);
            sampleMillis = Arrays.copyOf(sampleMillis, 2 * samples);
        }
        sampleNanos[samples] = nowNanos;
        sampleMillis[samples++] = (lineFreeNanos - nowNanos) / 1e6f;
    }

    /** @return whether it arrives */
    boolean send(int payloadBytes, Runnable arrive) {
        long now = network.nowNanos();
        int bytes = payloadBytes + IP_AND_UDP_BYTES;
        if (payloadBytes > mtu) {
            tooLong++;
            return false;
        }
        if (isCut) {
            lost++;
            return false;
        }
        lineFreeNanos = Math.max(lineFreeNanos, now);
        if ((lineFreeNanos - now) * bitsPerSecond / 8e9 + bytes > queueBytes) {
            overflowed++;
            return false;
        }
        sample(now);
        lineFreeNanos += (long) (bytes * 8e9 / bitsPerSecond);
        isBad = isBad ? random.nextDouble() >= burstEnds : random.nextDouble() < burstBegins;
        if (isBad || random.nextDouble() < loss) {
            lost++;
            return false;
        }
        passed++;
        bytesPassed += bytes;
        long due = lineFreeNanos + delayNanos + (random.nextDouble() < reordered ? reorderNanos : 0);
        network.at(due, arrive);
        if (random.nextDouble() < duplicates) {
            duplicated++;
            network.at(due + 100_000, arrive);
        }
        return true;
    }
}
