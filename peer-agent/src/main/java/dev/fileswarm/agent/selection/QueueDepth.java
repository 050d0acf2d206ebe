package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.ChunkLayout;

/**
 * How many bytes to have asked from one peer: what its rate brings in the delay between asking and receiving, twice over so that
 * the rate can grow, and half a second more. For the delay what comes at present counts, where that is more: on a long path a
 * mean over seconds would keep a link that doubles its rate with each round trip waiting for requests. It starts at {@link #INITIAL_BYTES} and may at most double while one depth of bytes arrives, so that a first
 * burst out of some buffer does not fool it.
 */
final class QueueDepth {
    static final long INITIAL_BYTES = 2 << 20;
    static final long MIN_BYTES = 4 * ChunkLayout.BLOCK_BYTES;
    static final long MAX_BYTES = 32 << 20;
    static final int MIN_RUN_BLOCKS = 4;
    static final int MAX_RUN_BLOCKS = 64;
    static final int FIRST_RUN_BLOCKS = 4;

    /** From so many peers on, each is asked for less at first. */
    static final int MANY_PEERS = 8;

    private static final double SPARE_SECONDS = 0.5;
    private static final int RUNS_IN_DEPTH = 8;

    private long capBytes = INITIAL_BYTES;
    private boolean measured;
    private long initialBytes = INITIAL_BYTES;

    /**
     * Among many peers, each has many to serve and its line is soon full: what is asked of it before its rate is known comes late,
     * while others come to hold the same.
     */
    void isOneOf(int linked) {
        initialBytes = Math.max(MIN_BYTES, INITIAL_BYTES * MANY_PEERS / Math.max(MANY_PEERS, linked * 4L));
    }

    void arrived(long bytes) {
        measured = true;
        capBytes = Math.min(MAX_BYTES, capBytes + bytes);
    }

    /** Begins again from the least: the peer had stalled, or said that it is busy. */
    void shrink() {
        capBytes = MIN_BYTES;
    }

    /** @param recentBytesPerSecond the rate of late, where {@code bytesPerSecond} is a mean over seconds */
    long bytes(double bytesPerSecond, double recentBytesPerSecond, double latencySeconds) {
        if (!measured) return Math.min(initialBytes, capBytes);
        double presentBytesPerSecond = Math.max(bytesPerSecond, recentBytesPerSecond);
        double wanted = bytesPerSecond * SPARE_SECONDS + presentBytesPerSecond * 2 * latencySeconds;
        long bounded = (long) Math.max(MIN_BYTES, Math.min(wanted, MAX_BYTES));
        capBytes = Math.min(capBytes, Math.max(INITIAL_BYTES, 2 * bounded));
        return Math.min(capBytes, bounded);
    }

    /**
     * Blocks in one request: an eighth of the depth, so that a queue has an end to take back. Few while the rate is not known:
     * blocks come by the run, and the first run is to come in time over a slow line too.
     */
    int runBlocks(long depthBytes) {
        if (!measured) return FIRST_RUN_BLOCKS;
        long blocks = depthBytes / RUNS_IN_DEPTH / ChunkLayout.BLOCK_BYTES;
        return Math.clamp(blocks, MIN_RUN_BLOCKS, MAX_RUN_BLOCKS);
    }
}
