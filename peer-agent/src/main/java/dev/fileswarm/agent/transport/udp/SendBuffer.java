package dev.fileswarm.agent.transport.udp;

import java.nio.ByteBuffer;

/**
 * The sending side of a stream: bytes stay here until they are acknowledged, and what was lost is given out again first. Grows
 * from small as the window does. Not thread-safe.
 */
final class SendBuffer {
    static final int SMALL_BYTES = 256 << 10;

    private byte[] ring = new byte[0]; // made at the first byte
    private long base; // all below is acknowledged
    private long end; // so much was put in
    private long next; // so much was given out once
    private long limit; // the other side takes no more
    private final Ranges acked = new Ranges(); // above base
    private final Ranges lost = new Ranges(); // to be given out again

    // what nextRun found
    private long runFrom;

    SendBuffer(long limit) {
        this.limit = limit;
    }

    int room() {
        return (int) (Math.max(SMALL_BYTES, ring.length) - (end - base));
    }

    int capacity() {
        return ring.length;
    }

    /** Puts in as much as there is room for. @return how much */
    int put(ByteBuffer data) {
        if (ring.length == 0) ring = new byte[SMALL_BYTES];
        int count = Math.min(room(), data.remaining());
        for (int left = count; left > 0; ) {
            int at = slot(end);
            int piece = Math.min(left, ring.length - at);
            data.get(ring, at, piece);
            end += piece;
            left -= piece;
        }
        return count;
    }

    void grow(int capacity) {
        byte[] grown = new byte[capacity];
        for (long at = base; at < end; ) {
            int piece = (int) Math.min(end - at, Math.min(ring.length - slot(at), capacity - (at & (capacity - 1))));
            System.arraycopy(ring, slot(at), grown, (int) (at & (capacity - 1)), piece);
            at += piece;
        }
        ring = grown;
    }

    /** The other side takes the stream up to there. */
    void limit(long offset) {
        limit = Math.max(limit, offset);
    }

    boolean isBlockedByPeer() {
        return lost.isEmpty() && next < end && next >= limit;
    }

    /** Whether more should be put in: not for every acknowledgement, but before there is nothing left to send. */
    boolean wantsData() {
        return room() > ring.length / 8 || room() > 0 && !hasRun();
    }

    /** Whether its being full holds back the sending, or is about to. @param underWayBytes what was sent and is not acknowledged */
    boolean isTooSmall(long underWayBytes) {
        if (room() > 0 || isBlockedByPeer()) return false;
        return !hasRun() || underWayBytes >= ring.length / 4 * 3L;
    }

    boolean hasRun() {
        return !lost.isEmpty() || next < Math.min(end, limit);
    }

    /** Whether everything that was put in is acknowledged. */
    boolean isDone() {
        return base == end;
    }

    /** Finds what to send next. @return how many bytes, from {@link #runFrom} on; 0 if there is nothing */
    int nextRun(int max) {
        if (!lost.isEmpty()) {
            runFrom = lost.from(0);
            return (int) Math.min(max, lost.to(0) - runFrom);
        }
        runFrom = next;
        return (int) Math.max(0, Math.min(max, Math.min(end, limit) - next));
    }

    /** Where the next run begins. */
    long peekRunFrom() {
        return lost.isEmpty() ? next : lost.from(0);
    }

    long runFrom() {
        return runFrom;
    }

    /** Copies a run out, and counts it as sent. */
    void take(long from, int count, byte[] into, int at) {
        for (int done = 0; done < count; ) {
            int slot = slot(from + done);
            int piece = Math.min(count - done, ring.length - slot);
            System.arraycopy(ring, slot, into, at + done, piece);
            done += piece;
        }
        lost.remove(from, from + count);
        next = Math.max(next, from + count);
    }

    void acked(long from, int count) {
        lost.remove(from, from + count);
        acked.add(Math.max(from, base), from + count);
        if (!acked.isEmpty() && acked.from(0) <= base) {
            base = acked.to(0);
            acked.removeFirst();
        }
    }

    /** A run did not arrive, or may not have: it is to be sent again, but for what has been acknowledged since. */
    void lost(long from, int count) {
        long start = Math.max(from, base);
        long stop = from + count;
        for (int i = acked.firstEndingAfter(start); i < acked.count() && acked.from(i) < stop; i++) {
            lost.add(start, Math.min(stop, acked.from(i)));
            start = Math.max(start, acked.to(i));
        }
        lost.add(start, stop);
    }

    private int slot(long offset) {
        return (int) (offset & (ring.length - 1));
    }
}
