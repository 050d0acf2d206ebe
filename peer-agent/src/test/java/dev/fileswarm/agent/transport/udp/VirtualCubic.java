package dev.fileswarm.agent.transport.udp;

import java.util.TreeMap;

/** An endless TCP transfer with CUBIC (RFC 9438) and selective acknowledgements, as far as its share of a line goes. */
final class VirtualCubic {
    private static final int PACKET_BYTES =
            1_472; // with its TCP head, without IP's, so that it fills a packet of 1,500
    private static final double C = 0.4;
    private static final double BETA = 0.7;
    private static final int DUPLICATES = 3;
    private static final long TIMEOUT_NANOS = 1_000_000_000L;

    private final VirtualNetwork network;
    private final VirtualLink there;
    private final VirtualLink back;
    private final TreeMap<Long, Long> underWay = new TreeMap<>(); // by number, when sent
    private long next;
    private double window = 10;
    private double slowStartUntil = Double.MAX_VALUE;
    private double windowAtLoss;
    private double renoWindow;
    private long epochNanos = -1;
    private long recoveryUntil = -1;
    private long rttNanos = 50_000_000L;
    private long lastAckNanos;
    long deliveredBytes;

    VirtualCubic(VirtualNetwork network, VirtualLink there, VirtualLink back) {
        this.network = network;
        this.there = there;
        this.back = back;
        send();
        watch();
    }

    private void send() {
        while (underWay.size() < (int) window) {
            long number = next++;
            underWay.put(number, network.nowNanos());
            there.send(PACKET_BYTES, () -> back.send(40, () -> acked(number)));
        }
    }

    private void acked(long number) {
        Long sentNanos = underWay.remove(number);
        if (sentNanos == null) return;
        long now = network.nowNanos();
        lastAckNanos = now;
        rttNanos += (now - sentNanos - rttNanos) / 8;
        deliveredBytes += PACKET_BYTES;
        boolean isLoss = false;
        while (!underWay.isEmpty() && underWay.firstKey() < number - DUPLICATES) {
            isLoss |= underWay.pollFirstEntry().getKey() > recoveryUntil;
        }
        if (isLoss) reduce();
        else if (number > recoveryUntil) grow(now);
        send();
    }

    private void reduce() {
        windowAtLoss = window < windowAtLoss ? window * (1 + BETA) / 2 : window;
        window = Math.max(2, window * BETA);
        slowStartUntil = window;
        renoWindow = window;
        epochNanos = -1;
        recoveryUntil = next - 1;
    }

    private void grow(long now) {
        if (window < slowStartUntil) {
            window++;
            return;
        }
        if (epochNanos < 0) epochNanos = now;
        double seconds = (now - epochNanos + rttNanos) / 1e9;
        double k = Math.cbrt(windowAtLoss * (1 - BETA) / C);
        double target = Math.min(C * Math.pow(seconds - k, 3) + windowAtLoss, 1.5 * window);
        renoWindow += 3 * (1 - BETA) / (1 + BETA) / window;
        if (target > window) window += (target - window) / window;
        else window += 0.01 / window;
        window = Math.max(window, renoWindow);
    }

    private void watch() {
        network.at(network.nowNanos() + TIMEOUT_NANOS, () -> {
            if (network.nowNanos() - lastAckNanos >= TIMEOUT_NANOS) {
                underWay.clear();
                window = 2;
                send();
            }
            watch();
        });
    }
}
