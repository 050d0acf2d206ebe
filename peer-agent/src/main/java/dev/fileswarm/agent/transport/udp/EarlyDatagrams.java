package dev.fileswarm.agent.transport.udp;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.LongPredicate;

/**
 * Datagrams of lanes that are not open here yet: the two sides open theirs one after the other, and what the first one sends can
 * come while the second is at it. Without these it would wait for the other side's next try. A few are kept for a moment,
 * whoever sent them; the oldest makes room. Not thread-safe.
 */
final class EarlyDatagrams {
    static final int MAX_KEPT = 8;
    static final long KEPT_NANOS = 1_000_000_000L;

    private final Queue<Kept> kept = new ArrayDeque<>(MAX_KEPT);

    /** @param cameNanos when it was taken from the socket */
    record Kept(byte[] bytes, InetSocketAddress source, long cameNanos) {}

    void keep(byte[] datagram, int length, InetSocketAddress source, long nowNanos) {
        dropOld(nowNanos);
        if (kept.size() == MAX_KEPT) kept.remove();
        kept.add(new Kept(Arrays.copyOf(datagram, length), source, nowNanos));
    }

    /** Takes out what came of late and begins with an id of these, oldest first. */
    List<Kept> take(LongPredicate ids, long nowNanos) {
        dropOld(nowNanos);
        List<Kept> taken = new ArrayList<>();
        kept.removeIf(datagram -> ids.test(Sealing.idOf(datagram.bytes())) && taken.add(datagram));
        return taken;
    }

    private void dropOld(long nowNanos) {
        kept.removeIf(datagram -> nowNanos - datagram.cameNanos() > KEPT_NANOS);
    }
}
