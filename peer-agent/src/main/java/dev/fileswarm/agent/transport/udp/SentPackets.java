package dev.fileswarm.agent.transport.udp;

import java.util.Arrays;

/**
 * What is known of the packets that were sent, by number, in arrays that are used in turn: no allocation per packet. Keeps the
 * last {@link #MAX} at most. Not thread-safe.
 */
final class SentPackets {
    /** As many can be under way. */
    static final int MAX = 1 << 15;

    private static final byte TRACKED = 1; // has to be acknowledged
    private static final byte LOST = 2;
    private static final byte ACKED = 4;
    private static final byte APP_LIMITED = 8;
    private static final byte PROBE = 16; // of the path MTU
    private static final byte SKIPPED = 32; // never sent

    private int capacity = 256;
    private long[] sentNanos = new long[capacity];
    private int[] bytes = new int[capacity];
    private byte[] flags = new byte[capacity];
    private long[] streamFrom = new long[capacity];
    private int[] streamBytes = new int[capacity];
    private long[] delivered = new long[capacity];
    private long[] deliveredNanos = new long[capacity];
    private long[] firstSentNanos = new long[capacity];

    private long next; // the number of the next packet
    private long oldest; // the oldest packet under way, or next
    private long forgotten; // nothing is known of packets below, for growing keeps only what there was room for before

    long next() {
        return next;
    }

    /** The oldest packet that may be under way. */
    long oldest() {
        return oldest;
    }

    /** The oldest packet that is still known. */
    long oldestKnown() {
        return Math.max(forgotten, next - capacity);
    }

    boolean isFull() {
        return next - oldest >= MAX;
    }

    /** Leaves a number out, so that who acknowledges all there could be gives itself away. */
    void skip() {
        add(0, 0, 0, 0, SKIPPED);
    }

    void sentUntracked(long nowNanos) {
        add(nowNanos, 0, 0, 0, (byte) 0);
    }

    /** A packet that has to be acknowledged. @param streamBytes 0 where it carries no data of the stream */
    void sent(long nowNanos, int bytes, long streamFrom, int streamBytes, boolean isMtuProbe) {
        add(nowNanos, bytes, streamFrom, streamBytes, (byte) (TRACKED | (isMtuProbe ? PROBE : 0)));
    }

    /** Remembers with the last packet what {@link DeliveryRate} needs when it is acknowledged. */
    void noteDelivery(long delivered, long deliveredNanos, long firstSentNanos, boolean isAppLimited) {
        int slot = slot(next - 1);
        this.delivered[slot] = delivered;
        this.deliveredNanos[slot] = deliveredNanos;
        this.firstSentNanos[slot] = firstSentNanos;
        if (isAppLimited) flags[slot] |= APP_LIMITED;
    }

    boolean isUnderWay(long number) {
        return (flags[slot(number)] & (TRACKED | LOST | ACKED)) == TRACKED;
    }

    boolean isSkipped(long number) {
        return (flags[slot(number)] & SKIPPED) != 0;
    }

    boolean isLost(long number) {
        return (flags[slot(number)] & (LOST | ACKED)) == LOST;
    }

    boolean isMtuProbe(long number) {
        return (flags[slot(number)] & PROBE) != 0;
    }

    boolean isAppLimited(long number) {
        return (flags[slot(number)] & APP_LIMITED) != 0;
    }

    void setAcked(long number) {
        flags[slot(number)] |= ACKED;
    }

    void setLost(long number) {
        flags[slot(number)] |= LOST;
    }

    /** Moves {@link #oldest} over what is not under way any more. */
    void passSettled() {
        while (oldest < next && !isUnderWay(oldest)) oldest++;
    }

    long sentNanos(long number) {
        return sentNanos[slot(number)];
    }

    int bytes(long number) {
        return bytes[slot(number)];
    }

    long streamFrom(long number) {
        return streamFrom[slot(number)];
    }

    int streamBytes(long number) {
        return streamBytes[slot(number)];
    }

    long delivered(long number) {
        return delivered[slot(number)];
    }

    long deliveredNanos(long number) {
        return deliveredNanos[slot(number)];
    }

    long firstSentNanos(long number) {
        return firstSentNanos[slot(number)];
    }

    private void add(long nowNanos, int size, long from, int length, byte flag) {
        passSettled();
        if (next - oldest >= capacity) grow();
        int slot = slot(next++);
        sentNanos[slot] = nowNanos;
        bytes[slot] = size;
        streamFrom[slot] = from;
        streamBytes[slot] = length;
        flags[slot] = flag;
    }

    private int slot(long number) {
        return (int) number & (capacity - 1);
    }

    private void grow() {
        if (capacity == MAX) throw new IllegalStateException(MAX + " packets are under way already");
        long[][] longs = {sentNanos, streamFrom, delivered, deliveredNanos, firstSentNanos};
        int old = capacity;
        for (int i = 0; i < longs.length; i++) longs[i] = Arrays.copyOf(longs[i], 2 * old);
        int[] grownBytes = Arrays.copyOf(bytes, 2 * old);
        int[] grownStream = Arrays.copyOf(streamBytes, 2 * old);
        byte[] grownFlags = Arrays.copyOf(flags, 2 * old);
        forgotten = oldestKnown();
        for (long number = forgotten; number < next; number++) {
            int before = (int) number & (old - 1);
            int after = (int) number & (2 * old - 1);
            if (before == after) continue;
            for (long[] array : longs) array[after] = array[before];
            grownBytes[after] = bytes[before];
            grownStream[after] = streamBytes[before];
            grownFlags[after] = flags[before];
        }
        capacity = 2 * old;
        sentNanos = longs[0];
        streamFrom = longs[1];
        delivered = longs[2];
        deliveredNanos = longs[3];
        firstSentNanos = longs[4];
        bytes = grownBytes;
        streamBytes = grownStream;
        flags = grownFlags;
    }
}
