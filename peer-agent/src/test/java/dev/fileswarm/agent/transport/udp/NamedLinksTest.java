package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whole transfers in virtual time over 100 Mbit/s and 50 ms, with a queue of one bandwidth-delay product, and what links do. */
class NamedLinksTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1 << 20;

    private final VirtualNetwork network = new VirtualNetwork();
    private final VirtualLink there = new VirtualLink(network, 1);
    private final VirtualLink back = new VirtualLink(network, 2);

    private VirtualTransfer start(long bytes) {
        return new VirtualTransfer(network, there, back, bytes, 0);
    }

    /** @return the share of the line's rate that the bytes came at */
    private double finish(VirtualTransfer transfer) {
        network.runUntil(300 * SECOND);
        assertThat(transfer.got).isEqualTo(transfer.totalBytes);
        PacketSender sender = transfer.provider.association.sender();
        assertThat(sender.underWayBytes()).isZero();
        assertThat(transfer.provider.association.sending().isDone()).isTrue();
        return transfer.totalBytes * 8e9 / transfer.doneNanos / there.bitsPerSecond;
    }

    /** Each packet that the link lost was told as lost, and none beside. */
    private static void assertLossesAreKnown(VirtualTransfer transfer) {
        assertThat(transfer.provider.association.sender().lostPackets()).isEqualTo(transfer.provider.lost);
    }

    private static long duplicates(VirtualTransfer transfer) {
        return transfer.asker.association.receiving().duplicateBytes();
    }

    @Test
    void a_clean_link_is_filled_with_hardly_a_queue_and_nothing_comes_twice() {
        VirtualTransfer transfer = start(128 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.92);
        assertThat(there.lost).isZero();
        assertThat(there.overflowed).isLessThan(50);
        assertLossesAreKnown(transfer);
        assertThat(duplicates(transfer)).isZero();
        // three tries to have a longer datagram through
        assertThat(there.tooLong).isEqualTo(3);
        assertThat(transfer.provider.association.sender().mtu().bytes()).isEqualTo(1_472);
        assertThat(there.queueMillis(0.95, 2 * SECOND)).isLessThan(20);
    }

    @Test
    void one_percent_of_loss_costs_little_more_than_itself() {
        there.loss = back.loss = 0.01;
        VirtualTransfer transfer = start(128 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.9);
        assertLossesAreKnown(transfer);
        assertThat(duplicates(transfer)).isZero();
        assertThat(there.queueMillis(0.95, 2 * SECOND)).isLessThan(20);
    }

    @Test
    void what_loss_takes_is_sent_in_addition_so_that_the_line_is_filled_all_the_same() {
        there.loss = back.loss = 0.03;
        VirtualTransfer transfer = start(256 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.895);
        assertLossesAreKnown(transfer);
        assertThat(there.overflowed).isLessThan(20);
        assertThat(there.queueMillis(0.95, 2 * SECOND)).isLessThan(20);
    }

    @Test
    void the_first_window_leaves_in_much_less_than_a_round_trip() {
        there.delayNanos = back.delayNanos = 100_000_000L;
        VirtualTransfer transfer = start(140_000); // 121 packets
        finish(transfer);
        // both sides have shown where they are after 200 ms, and the last packet takes another 100
        assertThat(transfer.doneNanos).isLessThan(420_000_000L);
    }

    @Test
    void five_percent_of_loss_leave_three_quarters() {
        there.loss = back.loss = 0.05;
        VirtualTransfer transfer = start(64 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.77);
        assertLossesAreKnown(transfer);
        assertThat(there.queueMillis(0.95, 2 * SECOND)).isLessThan(30);
    }

    @Test
    void a_long_link_with_loss_is_filled_too() {
        there.delayNanos = back.delayNanos = 100_000_000L;
        there.loss = back.loss = 0.01;
        VirtualTransfer transfer = start(256 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.83);
        assertLossesAreKnown(transfer);
        assertThat(there.queueMillis(0.95, 3 * SECOND)).isLessThan(30);
    }

    @Test
    void losses_in_bursts_cost_little_more_than_themselves() {
        there.burstBegins = 0.0005;
        there.burstEnds = 0.05;
        VirtualTransfer transfer = start(64 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.85);
        assertThat((double) there.lost / (there.lost + there.passed)).isBetween(0.005, 0.02);
        assertLossesAreKnown(transfer);
    }

    @Test
    void packets_that_change_places_do_not_count_as_lost() {
        there.reordered = 0.02;
        VirtualTransfer transfer = start(64 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.9);
        assertThat(there.lost).isZero();
        long taken = transfer.provider.association.sender().lostPackets();
        assertThat(taken).isBetween(there.overflowed, there.overflowed + 2);
        // what was sent again before it was known that the path changes their order
        assertThat(duplicates(transfer)).isLessThan(MIB / 4);
    }

    @Test
    void what_comes_twice_is_taken_once() {
        there.duplicates = back.duplicates = 0.02;
        VirtualTransfer transfer = start(64 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.9);
        assertThat(there.duplicated).isGreaterThan(500);
        assertThat(transfer.asker.association.receivedPackets()).isEqualTo(there.passed);
        assertThat(duplicates(transfer)).isZero();
        assertLossesAreKnown(transfer);
    }

    @Test
    void a_deep_buffer_is_not_filled() {
        there.queueBytes = 16 * MIB;
        VirtualTransfer transfer = start(64 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.9);
        assertThat(there.overflowed).isZero();
        assertThat(transfer.provider.association.sender().lostPackets()).isZero();
        assertThat(transfer.provider.association.sender().retransmittedBytes()).isZero();
        assertThat(there.queueMillis(0.95, 2 * SECOND)).isLessThan(20);
        assertThat(there.queueMillis(1, 0)).isLessThan(100);
    }

    @Test
    void a_tiny_buffer_does_not_keep_the_link_empty() {
        there.queueBytes = 48 << 10; // 4 ms
        VirtualTransfer transfer = start(64 * MIB);
        assertThat(finish(transfer)).isGreaterThan(0.8);
        assertLossesAreKnown(transfer);
        assertThat((double) there.overflowed / there.passed).isLessThan(0.08);
    }

    @Test
    void a_link_that_becomes_half_as_fast_is_followed_without_a_lasting_queue() {
        VirtualTransfer transfer = start(64 * MIB);
        network.at(3 * SECOND, () -> there.bitsPerSecond /= 2);
        network.runUntil(3 * SECOND);
        long before = transfer.got;
        finish(transfer);
        double share = (transfer.totalBytes - before) * 8e9 / (transfer.doneNanos - 3 * SECOND) / there.bitsPerSecond;
        assertThat(share).isGreaterThan(0.85);
        assertLossesAreKnown(transfer);
        assertThat(there.queueMillis(0.95, 5 * SECOND)).isLessThan(40);
    }

    @Test
    void a_link_that_is_cut_one_way_for_two_seconds_goes_on_afterwards() {
        VirtualTransfer transfer = start(32 * MIB);
        network.at(SECOND, () -> there.isCut = true);
        network.at(3 * SECOND, () -> there.isCut = false);
        finish(transfer);
        assertThat(transfer.provider.association.state()).isEqualTo(Association.State.OPEN);
        assertThat(transfer.doneNanos).isLessThan(7 * SECOND);
    }

    @Test
    void acknowledgements_that_are_cut_off_for_two_seconds_lose_nothing() {
        VirtualTransfer transfer = start(32 * MIB);
        network.at(SECOND, () -> back.isCut = true);
        network.at(3 * SECOND, () -> back.isCut = false);
        finish(transfer);
        assertThat(transfer.provider.association.state()).isEqualTo(Association.State.OPEN);
        assertThat(transfer.doneNanos).isLessThan(7 * SECOND);
        // a few probes after time-outs are all that was sent needlessly
        assertThat(duplicates(transfer)).isLessThan(20_000);
    }

    @Test
    void a_link_on_which_nothing_comes_back_any_more_ends_and_says_so() {
        VirtualTransfer transfer = start(32 * MIB);
        network.at(SECOND, () -> back.isCut = true);
        network.runUntil(60 * SECOND);
        assertThat(transfer.provider.association.end()).isEqualTo(EndReason.SILENCE);
    }

    @Test
    void a_firewall_that_lets_nothing_through_ends_it_after_four_seconds() {
        there.isCut = true;
        back.isCut = true;
        VirtualTransfer transfer = start(MIB);
        network.runUntil(5 * SECOND);
        assertThat(transfer.provider.association.end()).isEqualTo(EndReason.NO_WAY_THROUGH);
        assertThat(transfer.asker.association.end()).isEqualTo(EndReason.NO_WAY_THROUGH);
        // three padded challenges are all that goes to an address that does not answer
        assertThat(there.lost).isEqualTo(3);
        assertThat(back.lost).isEqualTo(3);
    }
}
