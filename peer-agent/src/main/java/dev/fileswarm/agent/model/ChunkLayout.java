package dev.fileswarm.agent.model;

import java.util.BitSet;

/**
 * How a content of a given size is cut into chunks and blocks (docs/content-ids.md).
 *
 * @param sizeBytes size of the whole content, 0 to 2^53 - 1
 * @param kind how the cut is described in the content id
 * @param parameter bytes a chunk for {@link Kind#CHUNK_SIZE}, chunks for {@link Kind#CHUNK_COUNT}, else 0
 */
public record ChunkLayout(long sizeBytes, Kind kind, long parameter) {
    /** Bytes in a block, the unit that hashes stand on (BEP 52); the last block of a chunk may be shorter. */
    public static final int BLOCK_BYTES = 16 * 1024;

    public static final long MAX_SIZE_BYTES = (1L << 53) - 1;
    public static final int MAX_CHUNKS = 65_536;

    /** Bytes in a chunk, so that its blocks can be counted; the standard layout never needs more. */
    public static final long MAX_CHUNK_BYTES = 1L << 40;

    private static final long MIN_STANDARD_CHUNK_BYTES = 256 * 1024;
    private static final int MAX_STANDARD_CHUNKS = 8_192;

    /** The three ways a content id can describe its layout. */
    public enum Kind {
        STANDARD,
        CHUNK_SIZE,
        CHUNK_COUNT
    }

    public ChunkLayout {
        if (sizeBytes < 0 || sizeBytes > MAX_SIZE_BYTES) {
            throw new IllegalArgumentException("size " + sizeBytes + " is outside 0 to " + MAX_SIZE_BYTES + " bytes");
        }
        switch (kind) {
            case STANDARD -> requireStandardParameter(parameter);
            case CHUNK_SIZE -> requireChunkSize(sizeBytes, parameter);
            case CHUNK_COUNT -> requireChunkCount(sizeBytes, parameter);
        }
    }

    /** The layout that everybody uses for this size unless told otherwise. */
    public static ChunkLayout standard(long sizeBytes) {
        return new ChunkLayout(sizeBytes, Kind.STANDARD, 0);
    }

    /**
     * Chunks of {@code chunkBytes}; the standard layout where that is the same cut.
     *
     * @throws IllegalArgumentException if there would be more than {@link #MAX_CHUNKS} chunks, or no cut at all
     */
    public static ChunkLayout ofChunkSize(long sizeBytes, long chunkBytes) {
        if (chunkBytes >= 1 && cutsLikeStandard(sizeBytes, chunkBytes)) return standard(sizeBytes);
        if (chunkBytes >= sizeBytes && sizeBytes > 0) return ofChunkCount(sizeBytes, 1);
        return new ChunkLayout(sizeBytes, Kind.CHUNK_SIZE, chunkBytes);
    }

    /**
     * Exactly {@code count} chunks; the standard layout where that is the same cut.
     *
     * @throws IllegalArgumentException if the content has fewer bytes than that
     */
    public static ChunkLayout ofChunkCount(long sizeBytes, long count) {
        if (count >= 1 && count <= sizeBytes && countsLikeStandard(sizeBytes, count)) return standard(sizeBytes);
        return new ChunkLayout(sizeBytes, Kind.CHUNK_COUNT, count);
    }

    public int chunkCount() {
        return switch (kind) {
            case STANDARD -> (int) ceilDiv(sizeBytes, standardChunkBytes(sizeBytes));
            case CHUNK_SIZE -> (int) ceilDiv(sizeBytes, parameter);
            case CHUNK_COUNT -> (int) parameter;
        };
    }

    /** Offset of the chunk's first byte within the content. */
    public long chunkOffset(ChunkIndex chunk) {
        return chunkStart(requireInside(chunk).value());
    }

    /** Bytes in this chunk; at least 1. */
    public long chunkLength(ChunkIndex chunk) {
        int index = requireInside(chunk).value();
        return chunkStart(index + 1) - chunkStart(index);
    }

    /** Bytes in the longest chunk of the layout; 0 for an empty content. */
    public long maxChunkLength() {
        if (sizeBytes == 0) return 0;
        return switch (kind) {
            case STANDARD -> Math.min(sizeBytes, standardChunkBytes(sizeBytes));
            case CHUNK_SIZE -> parameter;
            case CHUNK_COUNT -> ceilDiv(sizeBytes, parameter);
        };
    }

    /** Blocks in this chunk. */
    public int blockCount(ChunkIndex chunk) {
        return Math.toIntExact(ceilDiv(chunkLength(chunk), BLOCK_BYTES));
    }

    /** Offset of the run's first byte within the content. */
    public long offsetOf(BlockRun run) {
        requireInside(run);
        return chunkOffset(run.chunk()) + (long) run.firstBlock() * BLOCK_BYTES;
    }

    /** Bytes in the run. */
    public long lengthOf(BlockRun run) {
        requireInside(run);
        long start = (long) run.firstBlock() * BLOCK_BYTES;
        return Math.min((long) run.endBlock() * BLOCK_BYTES, chunkLength(run.chunk())) - start;
    }

    /** Bytes in those of the blocks that the chunk has. */
    public long lengthOf(ChunkIndex chunk, BitSet blocks) {
        int count = blockCount(chunk);
        long bytes = (long) blocks.get(0, count).cardinality() * BLOCK_BYTES;
        long missingInLast = (long) count * BLOCK_BYTES - chunkLength(chunk);
        return blocks.get(count - 1) ? bytes - missingInLast : bytes;
    }

    public boolean contains(ChunkIndex chunk) {
        return chunk.value() < chunkCount();
    }

    public boolean contains(BlockRun run) {
        return contains(run.chunk()) && run.endBlock() <= blockCount(run.chunk());
    }

    /** The suffix in the content id: empty, {@code -cBYTES} or {@code -nN}. */
    String suffix() {
        return switch (kind) {
            case STANDARD -> "";
            case CHUNK_SIZE -> "-c" + parameter;
            case CHUNK_COUNT -> "-n" + parameter;
        };
    }

    private long chunkStart(int index) {
        return switch (kind) {
            case STANDARD -> Math.min(sizeBytes, index * standardChunkBytes(sizeBytes));
            case CHUNK_SIZE -> Math.min(sizeBytes, index * parameter);
            case CHUNK_COUNT -> proportion(index);
        };
    }

    /** ⌊index · size / count⌋ without overflow: size = q · count + r. */
    private long proportion(int index) {
        long quotient = sizeBytes / parameter;
        long remainder = sizeBytes % parameter;
        return index * quotient + index * remainder / parameter;
    }

    private ChunkIndex requireInside(ChunkIndex chunk) {
        if (!contains(chunk)) {
            throw new IllegalArgumentException("chunk " + chunk + " is outside 0 to " + (chunkCount() - 1));
        }
        return chunk;
    }

    private void requireInside(BlockRun run) {
        if (!contains(run)) {
            throw new IllegalArgumentException(run + " is outside a chunk of " + blockCount(run.chunk()) + " blocks");
        }
    }

    private static void requireStandardParameter(long parameter) {
        if (parameter != 0) {
            throw new IllegalArgumentException("the standard layout has no parameter, got " + parameter);
        }
    }

    private static void requireChunkSize(long sizeBytes, long chunkBytes) {
        if (chunkBytes < 1 || chunkBytes >= sizeBytes) {
            throw new IllegalArgumentException("chunk size " + chunkBytes + " is outside 1 to " + (sizeBytes - 1)
                    + " bytes, one less than the size");
        }
        if (ceilDiv(sizeBytes, chunkBytes) > MAX_CHUNKS) {
            throw new IllegalArgumentException("chunks of " + chunkBytes + " bytes make "
                    + ceilDiv(sizeBytes, chunkBytes) + " of them; at most " + MAX_CHUNKS
                    + " are allowed, so use at least " + ceilDiv(sizeBytes, MAX_CHUNKS) + " bytes");
        }
        requireCountableBlocks(chunkBytes);
        if (cutsLikeStandard(sizeBytes, chunkBytes)) {
            throw new IllegalArgumentException(
                    "-c" + chunkBytes + " is the standard layout of this size; leave it out of the id");
        }
    }

    private static void requireChunkCount(long sizeBytes, long count) {
        if (count < 1 || count > MAX_CHUNKS) {
            throw new IllegalArgumentException(count + " chunks are outside 1 to " + MAX_CHUNKS);
        }
        if (count > sizeBytes) {
            throw new IllegalArgumentException(
                    "a content of " + Count.of(sizeBytes, "byte") + " cannot be cut into " + Count.of(count, "chunk"));
        }
        requireCountableBlocks(ceilDiv(sizeBytes, count));
        if (countsLikeStandard(sizeBytes, count)) {
            throw new IllegalArgumentException(
                    "-n" + count + " is the standard layout of this size; leave it out of the id");
        }
    }

    private static void requireCountableBlocks(long chunkBytes) {
        if (chunkBytes > MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException("chunks of " + chunkBytes + " bytes are over the limit of "
                    + MAX_CHUNK_BYTES + "; use more chunks");
        }
    }

    private static boolean cutsLikeStandard(long sizeBytes, long chunkBytes) {
        long standard = standardChunkBytes(sizeBytes);
        return chunkBytes == standard || (sizeBytes <= standard && chunkBytes >= sizeBytes);
    }

    private static boolean countsLikeStandard(long sizeBytes, long count) {
        long standard = standardChunkBytes(sizeBytes);
        return count == 1 ? sizeBytes <= standard : sizeBytes == count * standard;
    }

    private static long standardChunkBytes(long sizeBytes) {
        long chunkBytes = MIN_STANDARD_CHUNK_BYTES;
        while (ceilDiv(sizeBytes, chunkBytes) > MAX_STANDARD_CHUNKS) chunkBytes <<= 1;
        return chunkBytes;
    }

    private static long ceilDiv(long dividend, long divisor) {
        return Math.ceilDiv(dividend, divisor);
    }
}
