package dev.fileswarm.agent.model;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A set of the chunks of one content, such as those a peer holds. Mutable; not thread-safe.
 *
 * <p>As bytes it is the protocol's {@code map}: chunk i is bit 7 - (i mod 8) of byte ⌊i / 8⌋, spare bits 0.
 */
public final class ChunkSet {
    private final int chunkCount;
    private final BitSet bits;

    private ChunkSet(int chunkCount, BitSet bits) {
        this.chunkCount = chunkCount;
        this.bits = bits;
    }

    public static ChunkSet none(int chunkCount) {
        return new ChunkSet(chunkCount, new BitSet(chunkCount));
    }

    public static ChunkSet all(int chunkCount) {
        BitSet bits = new BitSet(chunkCount);
        bits.set(0, chunkCount);
        return new ChunkSet(chunkCount, bits);
    }

    /**
     * Reads a map.
     *
     * @throws IllegalArgumentException if it is not ⌈chunkCount / 8⌉ bytes or a spare bit is set
     */
    public static ChunkSet fromMap(int chunkCount, byte[] map) {
        if (map.length != mapLength(chunkCount)) {
            throw new IllegalArgumentException(
                    "a map of " + chunkCount + " chunks has " + mapLength(chunkCount) + " bytes, not " + map.length);
        }
        BitSet bits = new BitSet(chunkCount);
        for (int bit = 0; bit < map.length * 8; bit++) {
            if ((map[bit >> 3] & (0x80 >> (bit & 7))) != 0) bits.set(bit);
        }
        if (bits.length() > chunkCount) {
            throw new IllegalArgumentException("a spare bit is set in the map of " + chunkCount + " chunks");
        }
        return new ChunkSet(chunkCount, bits);
    }

    public byte[] toMap() {
        byte[] map = new byte[mapLength(chunkCount)];
        indexes().forEach(bit -> map[bit >> 3] |= (byte) (0x80 >> (bit & 7)));
        return map;
    }

    /** How many chunks the content has. */
    public int chunkCount() {
        return chunkCount;
    }

    /** How many of them are in the set. */
    public int size() {
        return bits.cardinality();
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    public boolean isComplete() {
        return bits.cardinality() == chunkCount;
    }

    public boolean contains(ChunkIndex chunk) {
        return bits.get(chunk.value());
    }

    public boolean contains(int chunk) {
        return bits.get(chunk);
    }

    /** Adds a chunk; tells whether it was not there before. */
    public boolean add(ChunkIndex chunk) {
        if (chunk.value() >= chunkCount) {
            throw new IllegalArgumentException("chunk " + chunk + " is outside 0 to " + (chunkCount - 1));
        }
        boolean isNew = !bits.get(chunk.value());
        bits.set(chunk.value());
        return isNew;
    }

    public void remove(ChunkIndex chunk) {
        bits.clear(chunk.value());
    }

    public void addAll(ChunkSet other) {
        bits.or(requireSameContent(other).bits);
    }

    public void removeAll(ChunkSet other) {
        bits.andNot(requireSameContent(other).bits);
    }

    public boolean intersects(ChunkSet other) {
        return bits.intersects(requireSameContent(other).bits);
    }

    /** The lowest chunk in the set from {@code chunk} on; -1 when there is none. */
    public int nextFrom(int chunk) {
        return bits.nextSetBit(chunk);
    }

    /** The chunks' numbers, rising. */
    public IntStream indexes() {
        return bits.stream();
    }

    public ChunkSet copy() {
        return new ChunkSet(chunkCount, (BitSet) bits.clone());
    }

    private ChunkSet requireSameContent(ChunkSet other) {
        if (other.chunkCount != chunkCount) {
            throw new IllegalArgumentException(
                    "sets of two contents: " + chunkCount + " and " + other.chunkCount + " chunks");
        }
        return other;
    }

    private static int mapLength(int chunkCount) {
        return (chunkCount + 7) / 8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkSet set && set.chunkCount == chunkCount && set.bits.equals(bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        return size() + " of " + chunkCount + " chunks";
    }
}
