package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.Manifest;
import java.util.Optional;

/** Makes manifests, and proves them and what stands below them against the content id. */
public final class Manifests {
    private Manifests() {}

    /**
     * The manifest made of these chunk hashes, 32 bytes each, which it keeps.
     *
     * @throws UnprovenException if they are not as many as the content has chunks, or their tree does not give its root
     */
    public static Manifest prove(ContentId content, byte[] hashes) throws UnprovenException {
        int expectedBytes = content.layout().chunkCount() * Digest.BYTES;
        if (hashes.length != expectedBytes) {
            throw new UnprovenException(
                    "a manifest of " + content + " has " + expectedBytes + " bytes, not " + hashes.length);
        }
        Digest root = MerkleTree.contentRoot(content.layout(), hashes);
        if (!root.equals(content.root())) {
            throw new UnprovenException("the chunk hashes give the root " + root + ", not that of " + content);
        }
        return new Manifest(content, hashes);
    }

    /** The manifest of a content of one chunk or none, which its id tells; else nothing. */
    public static Optional<Manifest> fromIdAlone(ContentId content) {
        return switch (content.layout().chunkCount()) {
            case 0 -> Optional.of(new Manifest(content, new byte[0]));
            case 1 -> Optional.of(new Manifest(content, content.root().toBytes()));
            default -> Optional.empty();
        };
    }

    /**
     * Proves the hashes of all blocks of a chunk against the chunk's hash.
     *
     * @throws UnprovenException if they are not as many as the chunk has blocks, or their tree does not give its hash
     */
    public static void proveBlocks(Manifest manifest, ChunkIndex chunk, byte[] leafHashes) throws UnprovenException {
        ContentId content = manifest.content();
        long expectedBytes = (long) content.layout().blockCount(chunk) * Digest.BYTES;
        if (leafHashes.length != expectedBytes) {
            throw new UnprovenException("the block hashes of chunk " + chunk + " of " + content + " have "
                    + expectedBytes + " bytes, not " + leafHashes.length);
        }
        Digest chunkHash = MerkleTree.chunkHash(content.layout(), leafHashes.clone());
        if (!chunkHash.equals(manifest.hashOf(chunk))) {
            throw new UnprovenException("the block hashes of chunk " + chunk + " of " + content + " give " + chunkHash
                    + ", not its hash " + manifest.hashOf(chunk));
        }
    }
}
