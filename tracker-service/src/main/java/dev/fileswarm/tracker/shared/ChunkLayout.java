package dev.fileswarm.tracker.shared;

/**
 * Where a content of a given size is cut. Sizes and offsets are bytes.
 *
 * <p>Three ways of cutting: the standard one, a function of the size alone; chunks of a chosen size; or a chosen number
 * of chunks that differ by one byte at most.
 */
public sealed interface ChunkLayout {
    int MAX_CHUNKS = 65_536;

    /** So that the blocks of a chunk can be counted; the standard layout never needs more. */
    long MAX_CHUNK_BYTES = 1L << 40;

    long SMALLEST_STANDARD_CHUNK_BYTES = 256 * 1024;
    int MAX_STANDARD_CHUNKS = 8_192;

    int chunkCount(long sizeBytes);

    /** The size of the largest chunk: 0 for an empty content. */
    long chunkBytes(long sizeBytes);

    /** Where chunk {@code index} starts; {@code index == chunkCount} gives the size. */
    long offset(long sizeBytes, int index);

    /** What follows the size in an id; empty for the standard layout. */
    String suffix();

    record Standard() implements ChunkLayout {
        @Override
        public int chunkCount(long sizeBytes) {
            return Math.toIntExact(Math.ceilDiv(sizeBytes, power(sizeBytes)));
        }

        @Override
        public long chunkBytes(long sizeBytes) {
            return Math.min(sizeBytes, power(sizeBytes));
        }

        @Override
        public long offset(long sizeBytes, int index) {
            return Math.min(sizeBytes, index * power(sizeBytes));
        }

        @Override
        public String suffix() {
            return "";
        }

        /** The smallest power of two that is at least 256 KiB and cuts the size into at most 8,192 chunks. */
        static long power(long sizeBytes) {
            long chunkBytes = SMALLEST_STANDARD_CHUNK_BYTES;
            while (Math.ceilDiv(sizeBytes, chunkBytes) > MAX_STANDARD_CHUNKS) chunkBytes <<= 1;
            return chunkBytes;
        }
    }

    record OfSize(long bytes) implements ChunkLayout {
        @Override
        public int chunkCount(long sizeBytes) {
            return Math.toIntExact(Math.ceilDiv(sizeBytes, bytes));
        }

        @Override
        public long chunkBytes(long sizeBytes) {
            return bytes;
        }

        @Override
        public long offset(long sizeBytes, int index) {
            return Math.min(sizeBytes, index * bytes);
        }

        @Override
        public String suffix() {
            return "-c" + bytes;
        }
    }

    record OfCount(int count) implements ChunkLayout {
        @Override
        public int chunkCount(long sizeBytes) {
            return count;
        }

        @Override
        public long chunkBytes(long sizeBytes) {
            return Math.ceilDiv(sizeBytes, (long) count);
        }

        /** floor(index * size / count), without leaving 64 bits. */
        @Override
        public long offset(long sizeBytes, int index) {
            return index * (sizeBytes / count) + index * (sizeBytes % count) / count;
        }

        @Override
        public String suffix() {
            return "-n" + count;
        }
    }
}
