package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Transfers in virtual time between machines that have other things to do: that is neither a slow path nor a queue. */
class BusyMachinesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long BYTES = 32 << 20;

    private final VirtualNetwork network = new VirtualNetwork();
    private final VirtualLink there = new VirtualLink(network, 1);
    private final VirtualLink back = new VirtualLink(network, 2);

    /** @return the share of the line's rate */
    private double run(long runMillis, long awayMillis) {
        VirtualTransfer transfer = new VirtualTransfer(network, there, back, BYTES, 0);
        transfer.provider.machine = new VirtualMachine(5, runMillis * MILLI, awayMillis * MILLI);
        transfer.asker.machine = new VirtualMachine(6, runMillis * MILLI, awayMillis * MILLI);
        while (!transfer.isDone() && network.nowNanos() < 120 * SECOND) network.runUntil(network.nowNanos() + SECOND);
        assertThat(transfer.got).isEqualTo(BYTES);
        assertThat(transfer.provider.association.state()).isEqualTo(Association.State.OPEN);
        return BYTES * 8e9 / transfer.doneNanos / there.bitsPerSecond;
    }

    @Test
    void with_half_of_the_time_most_of_the_link_is_used() {
        assertThat(run(10, 10)).isGreaterThan(0.8);
    }

    @Test
    void with_a_quarter_of_the_time_and_loss_still_half_of_it() {
        there.loss = back.loss = 0.01;
        assertThat(run(10, 30)).isGreaterThan(0.5);
    }

    @Test
    void with_a_tenth_of_the_time_it_slows_down_but_does_not_fade_away() {
        there.loss = back.loss = 0.01;
        assertThat(run(10, 100)).isGreaterThan(0.1);
    }

    @Test
    void a_link_that_becomes_slow_is_followed_also_by_busy_machines() {
        network.at(2 * SECOND, () -> there.bitsPerSecond = 20e6);
        run(10, 10);
        assertThat(there.queueMillis(0.5, 6 * SECOND)).isLessThan(100);
    }
}
