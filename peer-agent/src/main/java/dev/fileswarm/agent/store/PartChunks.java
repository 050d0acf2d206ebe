package dev.fileswarm.agent.store;

import dev.fileswarm.agent.hash.BlockHasher;
import dev.fileswarm.agent.hash.ChunkHasher;
import dev.fileswarm.agent.hash.HashProgress;
import dev.fileswarm.agent.hash.MerkleTree;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** The chunks of an unfinished file: what came, what of it is verified. Thread-safe. */
final class PartChunks {
    private final ChunkLayout layout;
    private final SteadyFile file;
    private final PartMap map;

    /** Chunks that are neither held nor untouched. */
    private final ConcurrentMap<ChunkIndex, ChunkProgress> coming = new ConcurrentHashMap<>();

    /** Guarded by itself. A chunk is added before it leaves {@code coming}. */
    private final ChunkSet held;

    private final LongAdder hashingNanos = new LongAdder();
    private final LongAdder writingNanos = new LongAdder();

    PartChunks(ChunkLayout layout, SteadyFile file, PartMap map) {
        this.layout = layout;
        this.file = file;
        this.map = map;
        this.held = ChunkSet.none(layout.chunkCount());
    }

    ChunkSet held() {
        synchronized (held) {
            return held.copy();
        }
    }

    boolean isHeld(ChunkIndex chunk) {
        synchronized (held) {
            return held.contains(chunk);
        }
    }

    /** Chunks of which some blocks have come. */
    ChunkSet partial() {
        ChunkSet partial = ChunkSet.none(layout.chunkCount());
        coming.forEach((chunk, progress) -> {
            if (!progress.isEmpty()) partial.add(chunk);
        });
        return partial;
    }

    WorkTimes workTimes() {
        return new WorkTimes(hashingNanos.sum(), writingNanos.sum());
    }

    /** Takes over chunks that an earlier run verified and that were on the disk since. */
    void trust(ChunkSet chunks) {
        synchronized (held) {
            held.addAll(chunks);
        }
    }

    /** Lets the map say that every block may have come. */
    void claimAll() throws IOException {
        for (int index = 0; index < layout.chunkCount(); index++) {
            BlockRun whole = wholeOf(new ChunkIndex(index));
            BitSet all = new BitSet();
            all.set(0, whole.blockCount());
            map.keepBlocks(whole, all);
        }
    }

    /** Takes over blocks that an earlier run wrote. */
    void resume(ChunkIndex chunk, BitSet blocks) {
        coming.put(chunk, new ChunkProgress(layout.blockCount(chunk), blocks));
    }

    /** Holds those of the chunks that are right; the blocks of the others are to come again. */
    void check(ChunkSet chunks, Manifest manifest, HashProgress progress) throws IOException, InterruptedException {
        byte[] hashes = ChunkHasher.hash(layout, chunks, file::read, progress);
        for (int index : chunks.indexes().toArray()) {
            ChunkIndex chunk = new ChunkIndex(index);
            boolean isRight = manifest.hashOf(chunk).matches(hashes, index * Digest.BYTES);
            if (isRight) hold(chunk);
            else map.keepBlocks(wholeOf(chunk), new BitSet());
        }
    }

    /** @param written gets the blocks that were written */
    Accepted accept(BlockRun run, ByteBuffer data, BitSet written, Manifest manifest) throws IOException {
        ChunkProgress progress = coming.computeIfAbsent(run.chunk(), this::begin);
        if (progress == null) return Accepted.DUPLICATE;
        BitSet claimed = progress.claim(run);
        if (claimed.isEmpty()) return Accepted.DUPLICATE;
        try {
            write(run, claimed, data, progress.leaves());
        } catch (IOException | RuntimeException | Error e) {
            progress.release(claimed);
            throw e;
        }
        written.or(claimed);
        boolean isComplete = progress.written(claimed);
        keepBlocks(progress, run);
        return isComplete ? verify(run.chunk(), progress, claimed, manifest) : Accepted.INCOMPLETE;
    }

    private ChunkProgress begin(ChunkIndex chunk) {
        return isHeld(chunk) ? null : new ChunkProgress(layout.blockCount(chunk), new BitSet());
    }

    /** Hashes and writes the claimed blocks of the run, neighbours at a time. */
    private void write(BlockRun run, BitSet claimed, ByteBuffer data, byte[] leaves) throws IOException {
        for (int first = claimed.nextSetBit(0); first >= 0; ) {
            int end = claimed.nextClearBit(first);
            BlockRun part = new BlockRun(run.chunk(), first, end - first);
            int skippedBytes = (first - run.firstBlock()) * ChunkLayout.BLOCK_BYTES;
            ByteBuffer bytes = data.slice(data.position() + skippedBytes, Math.toIntExact(layout.lengthOf(part)));
            long startNanos = System.nanoTime();
            if (leaves != null) {
                try (BlockHasher hasher = BlockHasher.borrow()) {
                    hasher.hash(bytes.duplicate(), leaves, first * Digest.BYTES);
                }
            }
            long hashedNanos = System.nanoTime();
            file.write(bytes, layout.offsetOf(part));
            hashingNanos.add(hashedNanos - startNanos);
            writingNanos.add(System.nanoTime() - hashedNanos);
            first = claimed.nextSetBit(end);
        }
    }

    private void keepBlocks(ChunkProgress progress, BlockRun run) throws IOException {
        progress.whileSteady(written -> map.keepBlocks(run, written));
    }

    private Accepted verify(ChunkIndex chunk, ChunkProgress progress, BitSet lastBlocks, Manifest manifest)
            throws IOException {
        Digest expected = manifest.hashOf(chunk);
        boolean isRight;
        try {
            byte[] leaves = progress.leaves();
            isRight = leaves != null
                    ? MerkleTree.chunkHash(layout, leaves).equals(expected)
                    : expected.matches(readBack(chunk), chunk.value() * Digest.BYTES);
        } catch (IOException | RuntimeException | Error e) {
            progress.unread(lastBlocks);
            throw e;
        }
        if (!isRight) {
            progress.corrupt();
            return Accepted.CORRUPT;
        }
        progress.verified();
        hold(chunk);
        return Accepted.VERIFIED;
    }

    private void hold(ChunkIndex chunk) {
        synchronized (held) {
            held.add(chunk);
        }
        coming.remove(chunk);
    }

    private byte[] readBack(ChunkIndex chunk) throws IOException {
        ChunkSet single = ChunkSet.none(layout.chunkCount());
        single.add(chunk);
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return ChunkHasher.hash(layout, single, file::read, HashProgress.NONE);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    BitSet missingBlocks(ChunkIndex chunk) {
        ChunkProgress progress = coming.computeIfAbsent(chunk, this::begin);
        return progress == null ? new BitSet() : progress.missing();
    }

    boolean isComplete(ChunkIndex chunk) {
        ChunkProgress progress = coming.get(chunk);
        return isHeld(chunk) || (progress != null && progress.isComplete());
    }

    void forget(ChunkIndex chunk, BitSet blocks) throws IOException {
        ChunkProgress progress = coming.computeIfAbsent(chunk, this::begin);
        if (progress == null)
            throw new IllegalStateException("chunk " + chunk + " is held, so nothing of it is forgotten");
        progress.forget(blocks);
        keepBlocks(progress, wholeOf(chunk));
    }

    BlockRun wholeOf(ChunkIndex chunk) {
        return new BlockRun(chunk, 0, layout.blockCount(chunk));
    }

    void read(BlockRun run, ByteBuffer into) throws IOException {
        file.read(into, layout.offsetOf(run));
    }

    /** The hashes of blocks as they lie on the disk. */
    byte[] blockHashes(BlockRun run) throws IOException {
        byte[] hashes = new byte[Math.multiplyExact(run.blockCount(), Digest.BYTES)];
        try (BlockHasher hasher = BlockHasher.borrow()) {
            hasher.hash(file::read, layout.offsetOf(run), layout.lengthOf(run), hashes);
        }
        return hashes;
    }
}
