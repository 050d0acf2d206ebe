package dev.fileswarm.agent.download;

import dev.fileswarm.agent.hash.MerkleTree;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A content of which only the hashes exist: its blocks' hashes are made up, what stands over them is real. */
public final class MadeUpContent {
    private final ContentId id;
    private final byte[] chunkHashes;
    private final long seed;

    public MadeUpContent(ChunkLayout layout, long seed) {
        this.seed = seed;
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
            hashes.writeBytes(MerkleTree.chunkHash(layout, leaves(chunk, 0, layout.blockCount(new ChunkIndex(chunk))))
                    .toBytes());
        }
        this.chunkHashes = hashes.toByteArray();
        this.id = new ContentId(MerkleTree.contentRoot(layout, chunkHashes), layout);
    }

    public ContentId id() {
        return id;
    }

    ChunkLayout layout() {
        return id.layout();
    }

    public byte[] chunkHashes(int first, int count) {
        return java.util.Arrays.copyOfRange(chunkHashes, first * Digest.BYTES, (first + count) * Digest.BYTES);
    }

    public byte[] leaves(int chunk, int first, int count) {
        ByteArrayOutputStream leaves = new ByteArrayOutputStream();
        for (int block = first; block < first + count; block++) leaves.writeBytes(leaf(chunk, block));
        return leaves.toByteArray();
    }

    private byte[] leaf(int chunk, int block) {
        try {
            ByteBuffer text =
                    ByteBuffer.allocate(16).putLong(seed).putInt(chunk).putInt(block);
            return MessageDigest.getInstance("SHA-256").digest(text.array());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
