package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;

/**
 * Cuts chunks into units of work of about 4 MiB, in the order in which they lie in the file: a unit is several small chunks,
 * or a whole subtree of a large one. Thread-safe.
 */
final class HashUnits {
    private static final int MIN_UNIT_BLOCKS = 256;

    /** Bounds the subtree roots that are kept of one chunk to 2 MiB. */
    private static final int MAX_PARTS = 65_536;

    private final ChunkLayout layout;
    private final ChunkSet chunks;
    private final int unitBlocks;
    private int nextChunk;
    private int nextBlock;
    private LargeChunk largeChunk;

    /** Work for one thread. */
    sealed interface Unit {
        long lengthBytes();
    }

    /** Chunks from {@code first} up to and without {@code end}. */
    record WholeChunks(int first, int end, long lengthBytes) implements Unit {}

    /** A subtree of a chunk. */
    record ChunkPart(LargeChunk chunk, int part, BlockRun run, long lengthBytes) implements Unit {}

    HashUnits(ChunkLayout layout, ChunkSet chunks) {
        this.layout = layout;
        this.chunks = chunks;
        this.unitBlocks = unitBlocks(layout);
        this.nextChunk = chunks.nextFrom(0);
    }

    /** A power of two, so that every part but a chunk's last is a full subtree. */
    private static int unitBlocks(ChunkLayout layout) {
        int chunkHeight = MerkleTree.chunkHeight(layout);
        int maxPartsHeight = MerkleTree.heightFor(MAX_PARTS);
        return Math.max(MIN_UNIT_BLOCKS, 1 << Math.max(0, chunkHeight - maxPartsHeight));
    }

    /** Blocks in the largest unit. */
    int unitBlocks() {
        return unitBlocks;
    }

    /** Work that nobody has yet; null when there is none left. */
    synchronized Unit next() {
        if (nextChunk < 0) return null;
        ChunkIndex chunk = new ChunkIndex(nextChunk);
        int blocks = layout.blockCount(chunk);
        return blocks <= unitBlocks ? wholeChunks() : part(chunk, blocks);
    }

    private Unit wholeChunks() {
        int first = nextChunk;
        int end = first;
        long lengthBytes = 0;
        long enoughBytes = (long) unitBlocks * ChunkLayout.BLOCK_BYTES;
        while (end < chunks.chunkCount() && chunks.contains(end) && lengthBytes < enoughBytes) {
            ChunkIndex chunk = new ChunkIndex(end);
            if (layout.blockCount(chunk) > unitBlocks) break;
            lengthBytes += layout.chunkLength(chunk);
            end++;
        }
        nextChunk = chunks.nextFrom(end);
        return new WholeChunks(first, end, lengthBytes);
    }

    private Unit part(ChunkIndex chunk, int blocks) {
        if (nextBlock == 0) largeChunk = new LargeChunk(chunk, Math.ceilDiv(blocks, unitBlocks));
        BlockRun run = new BlockRun(chunk, nextBlock, Math.min(unitBlocks, blocks - nextBlock));
        Unit unit = new ChunkPart(largeChunk, nextBlock / unitBlocks, run, layout.lengthOf(run));
        nextBlock = run.endBlock();
        if (nextBlock == blocks) {
            nextBlock = 0;
            nextChunk = chunks.nextFrom(chunk.value() + 1);
        }
        return unit;
    }
}
