package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packets that no honest side sends: nothing but an end of the association may come of them. */
class PacketFuzzTest {
    private static final InetSocketAddress THERE = VirtualTransfer.address(1);

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("fileswarm.seeds", 200));
    }

    /** Hears everything and keeps nothing. */
    private static final class Deaf implements PacketReader.Handler {
        @Override
        public void ack(long largest, long delayMicros) {
            assertThat(largest).isBetween(0L, PacketReader.MAX_NUMBER);
        }

        @Override
        public void ackRange(long from, long to) {
            assertThat(from).isBetween(0L, to - 1);
        }

        @Override
        public void ackEnd() {}

        @Override
        public void window(long offset) {
            assertThat(offset).isBetween(0L, PacketReader.MAX_NUMBER);
        }

        @Override
        public void stream(long offset, byte[] bytes, int from, int count) {
            assertThat(from + count).isLessThanOrEqualTo(bytes.length);
        }

        @Override
        public void challenge(long value) {}

        @Override
        public void response(long value) {}

        @Override
        public void closed(int reason) {}
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_bytes_are_frames_or_refused(long seed) {
        Random random = new Random(seed);
        PacketReader reader = new PacketReader();
        for (int i = 0; i < 100; i++) {
            byte[] packet = new byte[random.nextInt(200)];
            random.nextBytes(packet);
            for (int at = 0; at < packet.length; at += 1 + random.nextInt(20)) packet[at] = (byte) random.nextInt(9);
            try {
                reader.read(packet, 0, packet.length, new Deaf());
            } catch (PacketException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_association_survives_whatever_a_hostile_peer_seals(long seed) {
        Random random = new Random(seed);
        byte[][] honest = honestPackets();
        Association association = new Association(THERE, new Random(seed), 0);
        long now = 0;
        for (int i = 0; i < 300 && association.state() != Association.State.ENDED; i++) {
            byte[] packet = honest[random.nextInt(honest.length)].clone();
            for (int flips = random.nextInt(3); flips > 0; flips--) {
                packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int length = random.nextInt(4) == 0 ? 1 + random.nextInt(packet.length) : packet.length;
            now += random.nextInt(50_000_000);
            association.received(random.nextInt(2_000), packet, 0, length, length + 30, THERE, now, now);
            while (association.next(now) > 0) {
                assertThat(association.packetNumber()).isNotNegative();
            }
            assertThat(association.receiving().capacity()).isEqualTo(ReceiveBuffer.SMALL_BYTES);
        }
        assertThat(association.sender().underWayBytes()).isNotNegative();
    }

    @Test
    void every_beginning_of_a_packet_is_read_or_refused() throws PacketException {
        PacketReader reader = new PacketReader();
        for (byte[] packet : honestPackets()) {
            assertThat(reader.read(packet, 0, packet.length, new Deaf())).isTrue();
            for (int length = 0; length < packet.length; length++) {
                byte[] cut = Arrays.copyOf(packet, length);
                try {
                    reader.read(cut, 0, length, new Deaf());
                } catch (PacketException e) {
                    assertThat(e).hasMessageContaining("expected");
                }
            }
        }
    }

    @Test
    void who_acknowledges_what_was_never_sent_is_cut_off() {
        Association association = new Association(THERE, new Random(1), 0);
        assertThat(association.next(0)).isPositive();
        PacketWriter writer = new PacketWriter();
        writer.begin(1_000);
        Ranges all = new Ranges();
        all.add(0, 1_000);
        writer.ack(all, 0);
        association.received(0, writer.bytes(), 0, writer.length(), writer.length() + 30, THERE, 1_000_000, 1_000_000);
        assertThat(association.end()).isEqualTo(EndReason.PROTOCOL_ERROR);
    }

    @Test
    void who_acknowledges_all_numbers_without_looking_hits_one_that_was_left_out() {
        PacketSender sender = new PacketSender(new SendBuffer(0));
        sender.sentTracked(1_200, 0, 0, false, 0);
        sender.packets().skip();
        sender.sentTracked(1_200, 0, 0, false, 0);
        assertThatThrownBy(() -> {
                    sender.ackBegins(2, 0);
                    sender.acked(0, 3, 1);
                })
                .isInstanceOf(PacketException.class)
                .hasMessage("ACK: range: expected packets that were sent, came 1");
    }

    @Test
    void data_beyond_the_window_ends_it_and_too_many_holes_count_as_loss() {
        ReceiveBuffer buffer = new ReceiveBuffer();
        byte[] one = {1};
        assertThat(buffer.put(ReceiveBuffer.SMALL_BYTES, one, 0, 1)).isEqualTo(ReceiveBuffer.Verdict.BEYOND_LIMIT);
        for (int i = 0; i < ReceiveBuffer.MAX_RANGES; i++) {
            assertThat(buffer.put(2L * i + 1, one, 0, 1)).isEqualTo(ReceiveBuffer.Verdict.TAKEN);
        }
        assertThat(buffer.put(2L * ReceiveBuffer.MAX_RANGES + 1, one, 0, 1)).isEqualTo(ReceiveBuffer.Verdict.NO_ROOM);
        assertThat(buffer.capacity()).isEqualTo(ReceiveBuffer.SMALL_BYTES);
    }

    @Test
    void a_packet_is_taken_once() {
        ReceivedPackets received = new ReceivedPackets();
        assertThat(received.isOld(5)).isFalse();
        received.add(5, true, 0, 0);
        assertThat(received.isOld(5)).isTrue();
        for (int i = 0; i <= ReceivedPackets.MAX_RANGES; i++) received.add(10 + 2L * i, true, 0, 0);
        assertThat(received.numbers().count()).isEqualTo(ReceivedPackets.MAX_RANGES);
        assertThat(received.isOld(6)).as("older than what is remembered").isTrue();
    }

    private static byte[][] honestPackets() {
        PacketWriter writer = new PacketWriter();
        writer.begin(1_000);
        Ranges numbers = new Ranges();
        for (int i = 0; i < 20; i++) numbers.add(i * 100L, i * 100L + 60);
        writer.ack(numbers, 1_234);
        writer.window(1 << 20);
        int at = writer.stream(70_000, 100);
        Arrays.fill(writer.bytes(), at, at + 100, (byte) 7);
        byte[] full = Arrays.copyOf(writer.bytes(), writer.length());
        writer.begin(200);
        writer.challenge(1);
        writer.response(2);
        writer.ping();
        writer.pad();
        return new byte[][] {full, Arrays.copyOf(writer.bytes(), writer.length())};
    }
}
