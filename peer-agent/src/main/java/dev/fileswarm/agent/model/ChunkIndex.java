package dev.fileswarm.agent.model;

/** The number of a chunk within its content, counted from 0. */
public record ChunkIndex(int value) implements Comparable<ChunkIndex> {
    public ChunkIndex {
        if (value < 0 || value >= ChunkLayout.MAX_CHUNKS) {
            throw new IllegalArgumentException("chunk " + value + " is outside 0 to " + (ChunkLayout.MAX_CHUNKS - 1));
        }
    }

    @Override
    public int compareTo(ChunkIndex other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
