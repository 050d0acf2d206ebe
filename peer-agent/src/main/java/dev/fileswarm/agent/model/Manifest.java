package dev.fileswarm.agent.model;

import java.util.Arrays;

/**
 * The hashes of a content's chunks, in order.
 *
 * <p>Holding one does not prove it: {@code hash.Manifests} makes manifests that are proven against their id.
 */
public final class Manifest {
    private final ContentId content;
    private final byte[] hashes;

    /**
     * @param hashes 32 bytes a chunk; kept, not copied
     * @throws IllegalArgumentException if there are not as many as the content has chunks
     */
    public Manifest(ContentId content, byte[] hashes) {
        int expected = content.layout().chunkCount() * Digest.BYTES;
        if (hashes.length != expected) {
            throw new IllegalArgumentException(
                    "a manifest of this content has " + expected + " bytes, not " + hashes.length);
        }
        this.content = content;
        this.hashes = hashes;
    }

    public ContentId content() {
        return content;
    }

    public Digest hashOf(ChunkIndex chunk) {
        return Digest.of(hashes, chunk.value() * Digest.BYTES);
    }

    /** The hashes of {@code count} chunks from {@code first} on, 32 bytes each. */
    public byte[] slice(int first, int count) {
        return Arrays.copyOfRange(hashes, first * Digest.BYTES, (first + count) * Digest.BYTES);
    }
}
