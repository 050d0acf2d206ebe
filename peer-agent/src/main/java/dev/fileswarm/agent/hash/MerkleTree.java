package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.Digest;
import java.nio.ByteBuffer;

/**
 * The binary SHA-256 tree of docs/content-ids.md. Heights count from the leaves: a block's hash has height 0, a tree of
 * height h has 2^h leaves, and leaves that no block stands for are 32 zero bytes.
 */
public final class MerkleTree {
    /** 2^53 bytes are 2^39 blocks; with the padding of both levels no tree is higher than this. */
    private static final int MAX_HEIGHT = 63;

    private static final byte[][] ZERO_ROOTS = zeroRoots();

    private MerkleTree() {}

    /** The height of the smallest tree with room for {@code leaves}. */
    public static int heightFor(long leaves) {
        if (leaves < 1) throw new IllegalArgumentException("a tree has at least one leaf, not " + leaves);
        return Long.SIZE - Long.numberOfLeadingZeros(leaves - 1);
    }

    /** The height of every chunk's tree: that of the layout's longest chunk. */
    public static int chunkHeight(ChunkLayout layout) {
        return heightFor(Math.max(1, Math.ceilDiv(layout.maxChunkLength(), ChunkLayout.BLOCK_BYTES)));
    }

    /** The root of a tree whose leaves are all zero. */
    public static Digest zeroRoot(int height) {
        return Digest.of(ZERO_ROOTS[height]);
    }

    /** A chunk's hash from the hashes of all its blocks, which are overwritten. */
    public static Digest chunkHash(ChunkLayout layout, byte[] leaves) {
        return root(leaves, leaves.length / Digest.BYTES, 0, chunkHeight(layout));
    }

    /** The root in the content id from the hashes of all chunks; of nothing for an empty content. */
    public static Digest contentRoot(ChunkLayout layout, byte[] chunkHashes) {
        int chunks = layout.chunkCount();
        if (chunks == 0) return emptyRoot();
        int chunkHeight = chunkHeight(layout);
        return root(chunkHashes.clone(), chunks, chunkHeight, chunkHeight + heightFor(chunks));
    }

    /**
     * The root of the tree of {@code toHeight} over {@code count} nodes of {@code fromHeight}; the nodes that are missing
     * stand over zero leaves.
     *
     * @param nodes 32 bytes each; overwritten
     */
    public static Digest root(byte[] nodes, int count, int fromHeight, int toHeight) {
        reduce(nodes, count, fromHeight, toHeight, new Sha256());
        return Digest.of(nodes, 0);
    }

    /** As {@link #root}, leaving the root in the first 32 bytes. */
    static void reduce(byte[] nodes, int count, int fromHeight, int toHeight, Sha256 sha256) {
        if (count < 1 || count * (long) Digest.BYTES > nodes.length || heightFor(count) > toHeight - fromHeight) {
            throw new IllegalArgumentException(count + " nodes of height " + fromHeight + " in " + nodes.length
                    + " bytes make no tree of height " + toHeight);
        }
        int width = count;
        for (int height = fromHeight; height < toHeight; height++) {
            int pairs = width / 2;
            for (int pair = 0; pair < pairs; pair++) {
                sha256.hashPair(nodes, 2 * pair * Digest.BYTES, nodes, pair * Digest.BYTES);
            }
            if (width % 2 == 1) {
                int last = (width - 1) * Digest.BYTES;
                sha256.hashPair(nodes, last, ZERO_ROOTS[height], nodes, pairs * Digest.BYTES);
            }
            width = pairs + width % 2;
        }
    }

    static Digest emptyRoot() {
        byte[] root = new byte[Digest.BYTES];
        new Sha256().hash(ByteBuffer.allocate(0), root, 0);
        return Digest.of(root);
    }

    private static byte[][] zeroRoots() {
        byte[][] roots = new byte[MAX_HEIGHT + 1][Digest.BYTES];
        Sha256 sha256 = new Sha256();
        for (int height = 1; height <= MAX_HEIGHT; height++) {
            sha256.hashPair(roots[height - 1], 0, roots[height - 1], roots[height], 0);
        }
        return roots;
    }
}
