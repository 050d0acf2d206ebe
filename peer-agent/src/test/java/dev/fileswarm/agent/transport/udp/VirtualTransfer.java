package dev.fileswarm.agent.transport.udp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;

/** One association with both its sides, a byte stream from the first to the second, over two links in virtual time. */
final class VirtualTransfer {
    /** As late as the shell may wake. */
    private static final long WAKE_NANOS = 1_000_000L;

    private final VirtualNetwork network;
    final Side provider;
    final Side asker;
    private final long totalBytes;
    private long put;
    long got;
    long doneNanos = Long.MAX_VALUE;
    private final ByteBuffer taken = ByteBuffer.allocate(1 << 16);

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

    static byte byteAt(long offset) {
        return (byte) (offset * 31 ^ offset >>> 11);
    }

    private void fill() {
        SendBuffer sending = provider.association.sending();
        while (put < totalBytes && sending.room() > 0) {
            int count = (int) Math.min(Math.min(sending.room(), totalBytes - put), taken.capacity());
            taken.clear();
            for (int i = 0; i < count; i++) taken.put(byteAt(put + i));
            put += sending.put(taken.flip());
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
            taken.flip();
            while (taken.hasRemaining()) {
                byte came = taken.get();
                if (came != byteAt(got)) throw new AssertionError("byte " + got + " is wrong");
                got++;
            }
        }
        if (asker.association.consumed(network.nowNanos()) && receiving.capacity() < 16 << 20) {
            receiving.grow(2 * receiving.capacity());
        }
        if (isDone()) doneNanos = Math.min(doneNanos, network.nowNanos());
    }

    final class Side {
        final Association association;
        private final VirtualLink link;
        private final InetSocketAddress own;
        private Side other;
        private long wakeNanos = Long.MAX_VALUE;

        Side(Association association, VirtualLink link, InetSocketAddress own) {
            this.association = association;
            this.link = link;
            this.own = own;
        }

        void wake() {
            if (this == provider) fill();
            if (this == asker) drain();
            long now = network.nowNanos();
            int length;
            int sent = 0;
            while ((length = association.next(now)) > 0) {
                if (++sent > 100_000) throw new AssertionError("it never stops sending");
                byte[] packet = java.util.Arrays.copyOf(association.packet(), length);
                long number = association.packetNumber();
                link.send(length + Association.OVERHEAD_BYTES, () -> other.receive(number, packet));
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

        private void receive(long number, byte[] packet) {
            int bytes = packet.length + Association.OVERHEAD_BYTES;
            association.received(number, packet, 0, packet.length, bytes, other.own, network.nowNanos());
            wake();
        }
    }
}
