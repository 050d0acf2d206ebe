package dev.fileswarm.agent.model;

/**
 * A run of neighbouring blocks inside one chunk: what one request asks for.
 *
 * @param firstBlock number of the first block, counted from the chunk's start
 * @param blockCount at least 1
 */
public record BlockRun(ChunkIndex chunk, int firstBlock, int blockCount) {
    public BlockRun {
        if (firstBlock < 0 || blockCount < 1 || firstBlock > Integer.MAX_VALUE - blockCount) {
            throw new IllegalArgumentException(
                    "no run of blocks: first " + firstBlock + ", count " + blockCount + ", chunk " + chunk);
        }
    }

    /** The number of the first block after the run. */
    public int endBlock() {
        return firstBlock + blockCount;
    }
}
