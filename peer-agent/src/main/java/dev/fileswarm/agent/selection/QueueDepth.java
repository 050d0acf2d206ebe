package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.ChunkLayout;

/**
 * How many bytes to have asked from one peer: what its rate brings in the delay between asking and receiving, and half a
 * second more. It starts at {@link #INITIAL_BYTES} and may at most double while one depth of bytes arrives, so that a first
 * burst out of some buffer does not fool it.
 */
final class QueueDepth {
    static final long INITIAL_BYTES = 2 << 20;
    static final long MIN_BYTES = 4 * ChunkLayout.BLOCK_BYTES;
    static final long MAX_BYTES = 32 << 20;
    static final int MIN_RUN_BLOCKS = 2;
    static final int MAX_RUN_BLOCKS = 64;
    static final int FIRST_RUN_BLOCKS = 4;

    private static final double SPARE_SECONDS = 0.5;
    private static final int RUNS_IN_DEPTH = 8;

    private long capBytes = INITIAL_BYTES;
    private boolean measured;

    void arrived(long bytes) {
        measured = true;
        capBytes = Math.min(MAX_BYTES, capBytes + bytes);
    }

    /** Begins again from the least: the peer had stalled, or said that it is busy. */
    void shrink() {
        capBytes = MIN_BYTES;
    }

    long bytes(double bytesPerSecond, double latencySeconds) {
        if (!measured) return Math.min(INITIAL_BYTES, capBytes);
        double wanted = bytesPerSecond * (SPARE_SECONDS + 2 * latencySeconds);
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
