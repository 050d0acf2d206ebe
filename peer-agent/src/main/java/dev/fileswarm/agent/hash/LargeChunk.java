package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.Digest;
import java.util.concurrent.atomic.AtomicInteger;

/** A chunk of which several threads hash subtrees; the last of them puts the roots together. */
final class LargeChunk {
    private final ChunkIndex index;
    private final int parts;
    private final byte[] roots;
    private final AtomicInteger missing;

    LargeChunk(ChunkIndex index, int parts) {
        this.index = index;
        this.parts = parts;
        this.roots = new byte[parts * Digest.BYTES];
        this.missing = new AtomicInteger(parts);
    }

    ChunkIndex index() {
        return index;
    }

    /** Takes the root of one part from the beginning of {@code root}. @return whether it was the last one missing */
    boolean complete(int part, byte[] root) {
        System.arraycopy(root, 0, roots, part * Digest.BYTES, Digest.BYTES);
        return missing.decrementAndGet() == 0;
    }

    /** Leaves the chunk's hash at the beginning of what it returns; once only. */
    byte[] reduce(int partHeight, int chunkHeight, Sha256 sha256) {
        MerkleTree.reduce(roots, parts, partHeight, chunkHeight, sha256);
        return roots;
    }
}
