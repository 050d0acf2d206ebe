package dev.fileswarm.agent.transport.udp;

import java.nio.ByteBuffer;

/**
 * The receiving side of a stream: puts what comes in any order into its place and gives it out in order. It tells the other
 * side how far it may send, which is all the memory it takes. Not thread-safe.
 */
final class ReceiveBuffer {
    static final int SMALL_BYTES = 256 << 10;

    /** More holes than loss makes; somebody who sends every other byte does not get further. */
    static final int MAX_RANGES = 8_192;

    private byte[] ring = new byte[0]; // made at the first byte
    private int capacity = SMALL_BYTES;
    private long read; // all below was given out
    private long limit = SMALL_BYTES; // what the other side was told
    private final Ranges came = new Ranges(); // from read on
    private long cameBytes;
    private long duplicateBytes;

    /** Whether the data may be taken. */
    enum Verdict {
        TAKEN,
        /** Too many holes: as if it had not come. */
        NO_ROOM,
        /** The other side sends more than it was allowed to. */
        BEYOND_LIMIT
    }

    Verdict put(long offset, byte[] bytes, int from, int count) {
        long end = offset + count;
        if (end > limit) return Verdict.BEYOND_LIMIT;
        if (came.count() >= MAX_RANGES && !came.contains(offset)) return Verdict.NO_ROOM;
        long start = Math.max(offset, read);
        if (start >= end) {
            duplicateBytes += count;
            return Verdict.TAKEN;
        }
        if (ring.length < capacity) enlarge();
        for (long at = start; at < end; ) {
            int slot = slot(at);
            int piece = (int) Math.min(end - at, ring.length - slot);
            System.arraycopy(bytes, from + (int) (at - offset), ring, slot, piece);
            at += piece;
        }
        came.add(start, end);
        cameBytes += end - start;
        return Verdict.TAKEN;
    }

    /** How much can be given out now. */
    int readable() {
        return came.isEmpty() || came.from(0) > read ? 0 : (int) (came.to(0) - read);
    }

    /** Gives out what is there in order, as far as it fits. */
    int get(ByteBuffer into) {
        int count = Math.min(readable(), into.remaining());
        for (int left = count; left > 0; ) {
            int slot = slot(read);
            int piece = Math.min(left, ring.length - slot);
            into.put(ring, slot, piece);
            read += piece;
            left -= piece;
        }
        came.remove(0, read);
        return count;
    }

    /** How much came so far, some of it perhaps twice. */
    long cameBytes() {
        return cameBytes;
    }

    int capacity() {
        return capacity;
    }

    void grow(int newCapacity) {
        capacity = newCapacity;
    }

    /** How far the other side may send: a window from what was given out. */
    long freshLimit() {
        return read + capacity;
    }

    /** Whether the other side should be told of a fresh limit now. */
    boolean isLimitStale() {
        return freshLimit() - limit >= capacity / 4;
    }

    /** The fresh limit is told. */
    long tellLimit() {
        limit = Math.max(limit, freshLimit());
        return limit;
    }

    long duplicateBytes() {
        return duplicateBytes;
    }

    private void enlarge() {
        byte[] grown = new byte[capacity];
        for (int i = 0; i < came.count() && ring.length > 0; i++) {
            for (long at = came.from(i); at < came.to(i); ) {
                int slot = slot(at);
                int target = (int) (at & (capacity - 1));
                int piece = (int) Math.min(came.to(i) - at, Math.min(ring.length - slot, capacity - target));
                System.arraycopy(ring, slot, grown, target, piece);
                at += piece;
            }
        }
        ring = grown;
    }

    private int slot(long offset) {
        return (int) (offset & (ring.length - 1));
    }
}
