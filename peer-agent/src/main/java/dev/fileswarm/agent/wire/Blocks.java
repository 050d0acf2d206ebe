package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ChunkLayout;
import java.nio.ByteBuffer;

/**
 * Blocks that were asked for.
 *
 * @param data their bytes, from position to limit. Never copied: from the codec it is a slice of what was read, valid until
 *     the next frame is; sent, it is read from where it is
 */
public record Blocks(int request, int firstBlock, ByteBuffer data) implements Frame {
    public static final int MAX_BLOCKS = 16;
    public static final int MAX_DATA_BYTES = MAX_BLOCKS * ChunkLayout.BLOCK_BYTES;

    public Blocks {
        Check.range("first block", firstBlock, 0, Integer.MAX_VALUE - MAX_BLOCKS);
        Check.range("data", data.remaining(), 1, MAX_DATA_BYTES);
    }

    /** How many blocks the data is, the last of which may be short. */
    public int blockCount() {
        return Math.ceilDiv(data.remaining(), ChunkLayout.BLOCK_BYTES);
    }
}
