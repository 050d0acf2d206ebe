package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.Digest;

/**
 * Where things stand in the map of an unfinished file.
 *
 * <pre>
 *   0          header: "FSWPART1", u32 CRC-32 of what follows, u16 length, content id, u16 length, file name; to 4,096
 *   slot(0)    slot: u32 CRC-32 of what follows, u64 sequence, 40 bytes boot id, a bit for each chunk
 *   slot(1)    the same; the slots are written in turn, the one with the higher sequence counts
 *   manifest   32 bytes a chunk; proves itself against the content id
 *   blocks     for each chunk, a bit for each of its blocks that came
 * </pre>
 *
 * <p>Chunks in a slot were on the disk before the slot was. Blocks come without waiting for the disk, so a chunk that has all
 * of them is only worth checking.
 */
record MapLayout(int chunkCount, int blockBytesPerChunk) {
    static final int HEADER_BYTES = 4_096;

    static MapLayout of(ChunkLayout layout) {
        long maxBlocks = Math.ceilDiv(layout.maxChunkLength(), ChunkLayout.BLOCK_BYTES);
        return new MapLayout(layout.chunkCount(), Math.toIntExact(Math.ceilDiv(maxBlocks, Byte.SIZE)));
    }

    int slotBytes() {
        return MapSlot.encodedBytes(chunkCount);
    }

    long slot(int number) {
        return HEADER_BYTES + (long) number * slotBytes();
    }

    long manifest() {
        return slot(2);
    }

    long blocks(int chunk) {
        return manifest() + (long) chunkCount * Digest.BYTES + (long) chunk * blockBytesPerChunk;
    }

    long totalBytes() {
        return blocks(chunkCount);
    }
}
