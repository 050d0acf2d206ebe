package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.hash.HashUnits.ChunkPart;
import dev.fileswarm.agent.hash.HashUnits.Unit;
import dev.fileswarm.agent.hash.HashUnits.WholeChunks;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Digest;
import java.io.IOException;

/**
 * Hashes chunks on every core, in memory that grows neither with the content nor with its chunks.
 *
 * <p>The threads live for one call; less than a unit of work is done by the caller's own.
 */
public final class ChunkHasher {
    private final ChunkLayout layout;
    private final BlockReader reader;
    private final HashUnits units;
    private final int chunkHeight;
    private final int partHeight;

    /** Each thread writes the places of its own chunks; the caller reads them once all have ended. */
    private final byte[] hashes;

    private final Progress progress;
    private volatile boolean stopped;

    private ChunkHasher(ChunkLayout layout, ChunkSet chunks, BlockReader reader, HashProgress listener) {
        this.layout = layout;
        this.reader = reader;
        this.units = new HashUnits(layout, chunks);
        this.chunkHeight = MerkleTree.chunkHeight(layout);
        this.partHeight = MerkleTree.heightFor(units.unitBlocks());
        this.hashes = new byte[layout.chunkCount() * Digest.BYTES];
        this.progress = new Progress(totalBytes(layout, chunks), listener);
    }

    /**
     * Hashes some chunks of a content.
     *
     * @return 32 bytes for every chunk of the content; those that were not asked for are zero
     */
    public static byte[] hash(ChunkLayout layout, ChunkSet chunks, BlockReader reader, HashProgress progress)
            throws IOException, InterruptedException {
        ChunkHasher hasher = new ChunkHasher(layout, chunks, reader, progress);
        hasher.run();
        return hasher.hashes;
    }

    private void run() throws IOException, InterruptedException {
        long unitBytes = (long) units.unitBlocks() * ChunkLayout.BLOCK_BYTES;
        long threads =
                Math.min(Runtime.getRuntime().availableProcessors(), Math.ceilDiv(progress.totalBytes, unitBytes));
        if (threads <= 1) {
            work();
            return;
        }
        try (Workers workers = new Workers("hash", () -> stopped = true)) {
            for (int thread = 0; thread < threads; thread++) workers.start(this::work);
            workers.await();
        }
    }

    private void work() throws IOException {
        byte[] leaves = new byte[units.unitBlocks() * Digest.BYTES];
        BlockReader stoppable = (into, offset) -> {
            if (stopped) throw new IOException("stopped");
            reader.read(into, offset);
        };
        try (BlockHasher blockHasher = BlockHasher.borrow()) {
            Unit unit;
            while (!stopped && (unit = units.next()) != null) {
                switch (unit) {
                    case WholeChunks whole -> hash(whole, stoppable, blockHasher, leaves);
                    case ChunkPart part -> hash(part, stoppable, blockHasher, leaves);
                }
                progress.add(unit.lengthBytes());
            }
        }
    }

    private void hash(WholeChunks whole, BlockReader from, BlockHasher blockHasher, byte[] leaves) throws IOException {
        for (int index = whole.first(); index < whole.end(); index++) {
            ChunkIndex chunk = new ChunkIndex(index);
            blockHasher.hash(from, layout.chunkOffset(chunk), layout.chunkLength(chunk), leaves);
            MerkleTree.reduce(leaves, layout.blockCount(chunk), 0, chunkHeight, blockHasher.sha256());
            System.arraycopy(leaves, 0, hashes, index * Digest.BYTES, Digest.BYTES);
        }
    }

    private void hash(ChunkPart part, BlockReader from, BlockHasher blockHasher, byte[] leaves) throws IOException {
        blockHasher.hash(from, layout.offsetOf(part.run()), part.lengthBytes(), leaves);
        MerkleTree.reduce(leaves, part.run().blockCount(), 0, partHeight, blockHasher.sha256());
        LargeChunk chunk = part.chunk();
        if (chunk.complete(part.part(), leaves)) {
            byte[] root = chunk.reduce(partHeight, chunkHeight, blockHasher.sha256());
            System.arraycopy(root, 0, hashes, chunk.index().value() * Digest.BYTES, Digest.BYTES);
        }
    }

    private static long totalBytes(ChunkLayout layout, ChunkSet chunks) {
        return chunks.indexes()
                .mapToLong(index -> layout.chunkLength(new ChunkIndex(index)))
                .sum();
    }

    private static final class Progress {
        private final long totalBytes;
        private final HashProgress listener;
        private long doneBytes;

        Progress(long totalBytes, HashProgress listener) {
            this.totalBytes = totalBytes;
            this.listener = listener;
        }

        synchronized void add(long bytes) {
            doneBytes += bytes;
            listener.hashed(doneBytes, totalBytes);
        }
    }
}
