package dev.fileswarm.agent.store;

import dev.fileswarm.agent.hash.HashProgress;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/** One unfinished file and its map. Thread-safe. */
public final class PartFile implements AutoCloseable {
    private PartFile() {}

    /** Opens the unfinished file of this content and name in the folder, or starts one. */
    public static PartFile open(Path folder, String fileName, ContentId content) throws StoreException {
        return open(folder, fileName, content, HashProgress.NONE);
    }

    /** @param checking hears how far the check of what an earlier run left has come; after a reboot it takes a while */
    public static PartFile open(Path folder, String fileName, ContentId content, HashProgress checking)
            throws StoreException {
        throw new UnsupportedOperationException();
    }

    public ContentId content() {
        throw new UnsupportedOperationException();
    }

    /** Where the unfinished file lies. */
    public Path partPath() {
        throw new UnsupportedOperationException();
    }

    /** Where the finished file will lie. */
    public Path finalPath() {
        throw new UnsupportedOperationException();
    }

    /** A copy of the set of verified chunks. */
    public ChunkSet held() {
        throw new UnsupportedOperationException();
    }

    /** The manifest, once known; at once where the content has one chunk, or an earlier run had it. */
    public Optional<Manifest> manifest() {
        throw new UnsupportedOperationException();
    }

    /** Keeps a proven manifest, so that a later run needs no peer for it. */
    public void manifest(Manifest proven) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes blocks at their place and verifies their chunk when none is missing. Any thread, any order.
     *
     * @param data exactly the run's bytes
     * @throws IllegalStateException while the manifest is not known
     */
    public Accepted accept(BlockRun run, ByteBuffer data) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** The blocks of a chunk that have not come yet; none where it is held. */
    public BitSet missingBlocks(ChunkIndex chunk) {
        throw new UnsupportedOperationException();
    }

    /** The hashes of a complete but corrupt chunk's blocks, 32 bytes each. */
    public byte[] leafHashes(ChunkIndex chunk) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** Forgets all blocks of a chunk that is not held. */
    public void forget(ChunkIndex chunk) {
        throw new UnsupportedOperationException();
    }

    /** Forgets these blocks of a chunk that is not held. */
    public void forget(ChunkIndex chunk, BitSet blocks) {
        throw new UnsupportedOperationException();
    }

    /** Reads blocks of a held chunk into the buffer, which has room for exactly them. */
    public void read(BlockRun run, ByteBuffer into) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** The chunk hashes from {@code first} on, 32 bytes each; null while the manifest is not known. */
    public byte[] chunkHashes(int first, int count) {
        throw new UnsupportedOperationException();
    }

    /** The leaf hashes of a held chunk's blocks, 32 bytes each. */
    public byte[] blockHashes(ChunkIndex chunk, int first, int count) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives the complete file its final name; what it holds stays readable until {@link #close}.
     *
     * @param force whether a file of that name is replaced
     * @throws StoreException.Exists if there is one and it may not be; the unfinished file stays, so this can be repeated
     */
    public Path finish(boolean force) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** Keeps what came for a later run. */
    @Override
    public void close() throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** Closes, and deletes what came. */
    public void discard() throws StoreException {
        throw new UnsupportedOperationException();
    }
}
