package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whole transfers in virtual time over 100 Mbit/s and 50 ms, with a queue of one bandwidth-delay product, and what links do. */
class NamedLinksTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1 << 20;

    private final VirtualNetwork network = new VirtualNetwork();
    private final VirtualLink there = new VirtualLink(network, 1);
    private final VirtualLink back = new VirtualLink(network, 2);

    private VirtualTransfer run(long bytes, Consumer<VirtualTransfer> whileRunning) {
        VirtualTransfer transfer = new VirtualTransfer(network, there, back, bytes, 0);
        whileRunning.accept(transfer);
        network.runUntil(300 * SECOND);
        assertThat(transfer.got).isEqualTo(bytes);
        PacketSender sender = transfer.provider.association.sender();
        assertThat(sender.underWayBytes()).isZero();
        assertThat(transfer.provider.association.sending().isDone()).isTrue();
        return transfer;
    }

    private VirtualTransfer run(long bytes) {
        return run(bytes, _ -> {});
    }

    /** The share of the line's rate that the bytes came at. */
    private double share(VirtualTransfer transfer, long bytes) {
        return bytes * 8e9 / transfer.doneNanos / there.bitsPerSecond;
    }

    @Test
    void a_clean_link_is_filled_and_nothing_is_sent_twice_but_what_startup_overflowed() {
        VirtualTransfer transfer = run(64 * MIB);
        PacketSender sender = transfer.provider.association.sender();
        assertThat(share(transfer, 64 * MIB)).isGreaterThan(0.9);
        // all that the link dropped are three probes of a longer path MTU
        assertThat(there.lost).isEqualTo(3);
        assertThat(sender.lostPackets()).isEqualTo(there.overflowed);
        assertThat(sender.mtu().bytes()).isEqualTo(1_472);
        assertThat(there.queueMillis(0.95, 2 * SECOND)).isLessThan(30);
    }

    @Test
    void random_loss_costs_little_more_than_itself() {
        there.loss = back.loss = 0.01;
        VirtualTransfer transfer = run(64 * MIB);
        assertThat(share(transfer, 64 * MIB)).isGreaterThan(0.85);
        PacketSender sender = transfer.provider.association.sender();
        // every packet that the link lost was told as lost, but for probes of the path MTU, and none beside
        assertThat(sender.lostPackets()).isBetween(there.lost + there.overflowed - 9, there.lost + there.overflowed);
    }

    @Test
    void five_percent_of_loss_leave_three_quarters() {
        there.loss = back.loss = 0.05;
        assertThat(share(run(64 * MIB), 64 * MIB)).isGreaterThan(0.75);
    }

    @Test
    void packets_that_change_places_and_come_twice_do_no_harm() {
        there.reordered = 0.02;
        there.duplicates = 0.02;
        back.duplicates = 0.02;
        assertThat(share(run(32 * MIB), 32 * MIB)).isGreaterThan(0.8);
    }

    @Test
    void a_link_that_is_cut_for_two_seconds_goes_on_afterwards() {
        VirtualTransfer transfer = run(32 * MIB, _ -> {
            network.at(SECOND, () -> there.isCut = true);
            network.at(3 * SECOND, () -> there.isCut = false);
        });
        assertThat(transfer.provider.association.state()).isEqualTo(Association.State.OPEN);
        assertThat(transfer.doneNanos).isLessThan(8 * SECOND);
    }

    @Test
    void a_link_on_which_nothing_comes_back_any_more_ends_and_says_so() {
        VirtualTransfer transfer = new VirtualTransfer(network, there, back, 32 * MIB, 0);
        network.at(SECOND, () -> back.isCut = true);
        network.runUntil(60 * SECOND);
        assertThat(transfer.provider.association.end()).isEqualTo(EndReason.SILENCE);
    }

    @Test
    void a_firewall_that_lets_nothing_through_ends_it_after_four_seconds() {
        there.isCut = true;
        back.isCut = true;
        VirtualTransfer transfer = new VirtualTransfer(network, there, back, MIB, 0);
        network.runUntil(5 * SECOND);
        assertThat(transfer.provider.association.end()).isEqualTo(EndReason.NO_WAY_THROUGH);
        assertThat(transfer.asker.association.end()).isEqualTo(EndReason.NO_WAY_THROUGH);
        // three padded challenges are all that goes to an address that does not answer
        assertThat(there.lost).isEqualTo(3);
        assertThat(back.lost).isEqualTo(3);
    }
}
