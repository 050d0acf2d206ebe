package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Who gets how much of a clean link of 100 Mbit/s, 50 ms and a buffer of one bandwidth-delay product: means of a minute. */
class FairnessTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long ENDLESS = 4L << 30;
    private static final double SECONDS = 60;

    private final VirtualNetwork network = new VirtualNetwork();
    private final VirtualLink there = new VirtualLink(network, 1);
    private final VirtualLink back = new VirtualLink(network, 2);

    private double share(long bytes) {
        return bytes * 8 / SECONDS / there.bitsPerSecond;
    }

    @Test
    void beside_a_cubic_flow_each_has_between_a_third_and_two_thirds() {
        VirtualCubic cubic = new VirtualCubic(network, there, back);
        VirtualTransfer ours = new VirtualTransfer(network, there, back, ENDLESS, 0);
        network.runUntil(10 * SECOND);
        long cubicBefore = cubic.deliveredBytes;
        long oursBefore = ours.got;
        network.runUntil(70 * SECOND);
        assertThat(share(ours.got - oursBefore)).isBetween(0.35, 0.65);
        assertThat(share(cubic.deliveredBytes - cubicBefore)).isBetween(0.33, 0.65);
    }

    @Test
    void of_three_transfers_none_has_less_than_half_of_another() {
        VirtualTransfer[] transfers = new VirtualTransfer[3];
        for (int i = 0; i < 3; i++) {
            transfers[i] = new VirtualTransfer(network, there, back, ENDLESS, i);
            network.runUntil(network.nowNanos() + SECOND / 3);
        }
        network.runUntil(10 * SECOND);
        long[] before = Arrays.stream(transfers).mapToLong(each -> each.got).toArray();
        network.runUntil(70 * SECOND);
        double[] shares = new double[3];
        for (int i = 0; i < 3; i++) shares[i] = share(transfers[i].got - before[i]);
        Arrays.sort(shares);
        assertThat(shares[0]).isGreaterThan(0.6 * shares[2]);
        assertThat(Arrays.stream(shares).sum()).isGreaterThan(0.85);
        assertThat(there.queueMillis(0.95, 10 * SECOND)).isLessThan(45);
    }
}
