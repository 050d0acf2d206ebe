package dev.fileswarm.agent.transport.udp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;

/** One association with both its sides, a byte stream from the first to the second, over two links in virtual time. */
final class VirtualTransfer {
    /** As late as the shell may wake. */
    private static final long WAKE_NANOS = 1_000_000L;

    private static final int PIECE_BYTES = 1 << 16;
    private static final int PATTERN_PERIOD = 65_521;
    private static final byte[] PATTERN = pattern();

    /** What the system's buffer of a socket holds. */
    private static final int SOCKET_PACKETS = 1_800;

    private final VirtualNetwork network;
    final Side provider;
    final Side asker;
    final long totalBytes;
    private long put;
    long got;
    long doneNanos = Long.MAX_VALUE;
    private final ByteBuffer taken = ByteBuffer.allocate(PIECE_BYTES);

    VirtualTransfer(VirtualNetwork network, VirtualLink there, VirtualLink back, long totalBytes, int number) {
        this.network = network;
        this.totalBytes = totalBytes;
        InetSocketAddress first = address(2 * number);
        InetSocketAddress second = address(2 * number + 1);
        provider = new Side(new Association(second, new Random(7 + number), network.nowNanos()), there, first);
        asker = new Side(new Association(first, new Random(1007 + number), network.nowNanos()), back, second);
        provider.other = asker;
        asker.other = provider;
        provider.wake();
        asker.wake();
    }

    static InetSocketAddress address(int last) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last}), 4_000);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    boolean isDone() {
        return got == totalBytes;
    }

    /** What the stream holds from then on, for as long as a piece may be. */
    private static byte[] patternFrom(long offset, int count) {
        int at = (int) (offset % PATTERN_PERIOD);
        return Arrays.copyOfRange(PATTERN, at, at + count);
    }

    private static byte[] pattern() {
        byte[] pattern = new byte[PATTERN_PERIOD + PIECE_BYTES];
        for (int i = 0; i < pattern.length; i++) {
            int at = i % PATTERN_PERIOD;
            pattern[i] = (byte) (at * 31 ^ at >>> 8);
        }
        return pattern;
    }

    private void fill() {
        SendBuffer sending = provider.association.sending();
        while (put < totalBytes && sending.room() > 0) {
            int count = (int) Math.min(Math.min(sending.room(), totalBytes - put), PIECE_BYTES);
            put += sending.put(ByteBuffer.wrap(patternFrom(put, count)));
        }
        if (put < totalBytes && !sending.hasRun() && sending.capacity() < 16 << 20) {
            sending.grow(Math.max(SendBuffer.SMALL_BYTES, 2 * sending.capacity()));
            fill();
        }
    }

    private void drain() {
        ReceiveBuffer receiving = asker.association.receiving();
        while (receiving.readable() > 0) {
            receiving.get(taken.clear());
            byte[] came = Arrays.copyOf(taken.array(), taken.position());
            if (!Arrays.equals(came, patternFrom(got, came.length)))
                throw new AssertionError("wrong after byte " + got);
            got += came.length;
        }
        asker.association.consumed();
        if (isDone()) doneNanos = Math.min(doneNanos, network.nowNanos());
    }

    final class Side {
        final Association association;
        private final VirtualLink link;
        private final InetSocketAddress own;
        private Side other;
        private long wakeNanos = Long.MAX_VALUE;
        VirtualMachine machine = VirtualMachine.idle();
        /** Packets of its that did not arrive, but for tries with longer ones and those that nobody acknowledges. */
        long lost;

        private long awaySinceNanos;
        private long backNanos;
        private final Deque<Runnable> socket = new ArrayDeque<>();

        Side(Association association, VirtualLink link, InetSocketAddress own) {
            this.association = association;
            this.link = link;
            this.own = own;
        }

        void wake() {
            if (isAway()) return;
            if (this == provider) fill();
            if (this == asker) {
                if (association.wantsRoom(network.nowNanos())
                        && association.receiving().capacity() < 16 << 20) {
                    association.growReceiving(2 * association.receiving().capacity());
                }
                drain();
            }
            long now = network.nowNanos();
            int length;
            int sent = 0;
            PacketSender sender = association.sender();
            long tracked = sender.trackedPackets();
            while ((length = association.next(now)) > 0) {
                if (++sent > 100_000) throw new AssertionError("it never stops sending");
                byte[] packet = Arrays.copyOf(association.packet(), length);
                long number = association.packetNumber();
                int datagramBytes = length + Association.OVERHEAD_BYTES;
                boolean arrives = link.send(datagramBytes, () -> other.receive(number, packet));
                boolean isMtuProbe = datagramBytes > sender.mtu().bytes();
                if (!arrives && !isMtuProbe && sender.trackedPackets() > tracked) lost++;
                tracked = sender.trackedPackets();
                if (this == provider) fill();
            }
            long due = association.dueNanos(now);
            if (due == Long.MAX_VALUE) return;
            long at = Math.max(now + WAKE_NANOS / 10, (due + WAKE_NANOS - 1) / WAKE_NANOS * WAKE_NANOS);
            if (wakeNanos > now && wakeNanos <= at) return;
            wakeNanos = at;
            network.at(at, () -> {
                if (wakeNanos == at) {
                    wakeNanos = Long.MAX_VALUE;
                    wake();
                }
            });
        }

        private boolean isAway() {
            long freeNanos = machine.freeNanos(network.nowNanos());
            if (freeNanos <= network.nowNanos()) return false;
            if (backNanos < freeNanos) {
                awaySinceNanos = network.nowNanos();
                backNanos = freeNanos;
                network.at(freeNanos, this::comeBack);
            }
            return true;
        }

        private void comeBack() {
            for (Runnable packet : socket) packet.run();
            socket.clear();
            wake();
        }

        private void receive(long number, byte[] packet) {
            boolean isAway = isAway();
            long sinceNanos = isAway ? awaySinceNanos : network.nowNanos();
            int bytes = packet.length + Association.OVERHEAD_BYTES;
            if (socket.size() < SOCKET_PACKETS) {
                socket.add(() -> association.received(
                        number, packet, 0, packet.length, bytes, other.own, sinceNanos, network.nowNanos()));
            }
            if (!isAway) comeBack();
        }
    }
}
