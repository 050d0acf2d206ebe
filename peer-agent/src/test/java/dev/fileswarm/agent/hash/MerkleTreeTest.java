package dev.fileswarm.agent.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.Digest;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100, 255, 256, 257, 1000})
    void a_tree_is_what_its_definition_says(int leaves) throws Exception {
        byte[] hashes = new byte[leaves * Digest.BYTES];
        new Random(leaves).nextBytes(hashes);
        for (int height = MerkleTree.heightFor(leaves); height < 12; height++) {
            byte[] expected = rootOf(Arrays.copyOf(hashes, (1 << height) * Digest.BYTES));
            assertThat(MerkleTree.root(hashes.clone(), leaves, 0, height).toBytes())
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_tree_over_subtrees_is_the_tree_over_their_leaves() {
        byte[] leaves = new byte[23 * Digest.BYTES];
        new Random(1).nextBytes(leaves);
        byte[] subtrees = new byte[6 * Digest.BYTES];
        for (int subtree = 0; subtree < 6; subtree++) {
            byte[] own = Arrays.copyOfRange(
                    leaves, subtree * 4 * Digest.BYTES, Math.min(leaves.length, (subtree + 1) * 4 * Digest.BYTES));
            MerkleTree.root(own, own.length / Digest.BYTES, 0, 2)
                    .writeTo(java.nio.ByteBuffer.wrap(subtrees).position(subtree * Digest.BYTES));
        }
        assertThat(MerkleTree.root(subtrees, 6, 2, 5)).isEqualTo(MerkleTree.root(leaves, 23, 0, 5));
    }

    @Test
    void zero_trees_are_trees_over_zeros() throws Exception {
        assertThat(MerkleTree.zeroRoot(0).toBytes()).isEqualTo(new byte[32]);
        assertThat(MerkleTree.zeroRoot(5).toBytes()).isEqualTo(rootOf(new byte[32 * Digest.BYTES]));
    }

    @Test
    void heights_are_those_of_the_smallest_tree() {
        assertThat(MerkleTree.heightFor(1)).isZero();
        assertThat(MerkleTree.heightFor(2)).isEqualTo(1);
        assertThat(MerkleTree.heightFor(3)).isEqualTo(2);
        assertThat(MerkleTree.heightFor(1L << 39)).isEqualTo(39);
        assertThat(MerkleTree.heightFor((1L << 39) + 1)).isEqualTo(40);
        assertThat(MerkleTree.chunkHeight(ChunkLayout.standard(0))).isZero();
        assertThat(MerkleTree.chunkHeight(ChunkLayout.standard(1 << 20))).isEqualTo(4);
        assertThat(MerkleTree.chunkHeight(ChunkLayout.standard(ChunkLayout.MAX_SIZE_BYTES)))
                .isEqualTo(26);
    }

    @Test
    void nodes_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> MerkleTree.root(new byte[96], 3, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.root(new byte[96], 4, 0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.root(new byte[0], 0, 0, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] rootOf(byte[] nodes) throws Exception {
        if (nodes.length == Digest.BYTES) return nodes;
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(rootOf(Arrays.copyOf(nodes, nodes.length / 2)));
        return sha256.digest(rootOf(Arrays.copyOfRange(nodes, nodes.length / 2, nodes.length)));
    }
}
