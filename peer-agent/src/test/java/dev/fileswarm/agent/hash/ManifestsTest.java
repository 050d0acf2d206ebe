package dev.fileswarm.agent.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private final TestContent content = new TestContent(ChunkLayout.ofChunkSize(500_000, 70_000));

    @Test
    void the_right_hashes_prove_themselves() throws Exception {
        assertThat(Manifests.prove(content.id(), content.chunkHashes()).hashOf(new ChunkIndex(7)))
                .isEqualTo(content.manifest().hashOf(new ChunkIndex(7)));
    }

    @Test
    void a_changed_bit_anywhere_does_not_prove() {
        for (int at = 0; at < content.chunkHashes().length; at++) {
            byte[] hashes = content.chunkHashes();
            hashes[at] ^= 0x10;
            assertThatThrownBy(() -> Manifests.prove(content.id(), hashes)).isInstanceOf(UnprovenException.class);
        }
    }

    @Test
    void too_few_or_too_many_hashes_do_not_prove() {
        for (int length : new int[] {0, 31, 32, 7 * 32, 9 * 32}) {
            byte[] hashes = Arrays.copyOf(content.chunkHashes(), length);
            assertThatThrownBy(() -> Manifests.prove(content.id(), hashes)).isInstanceOf(UnprovenException.class);
        }
    }

    @Test
    void a_root_does_not_tell_the_layout_so_the_id_does() {
        ContentId other = new ContentId(content.id().root(), ChunkLayout.ofChunkCount(500_000, 8));
        assertThatCode(() -> Manifests.prove(other, content.chunkHashes())).doesNotThrowAnyException();
        TestContent cutOtherwise = new TestContent(content.bytes(), ChunkLayout.ofChunkCount(500_000, 8));
        assertThat(cutOtherwise.id().root()).isNotEqualTo(content.id().root());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7})
    void block_hashes_prove_against_their_chunk_alone(int index) throws Exception {
        ChunkIndex chunk = new ChunkIndex(index);
        byte[] leaves = content.blockHashes(chunk);
        Manifests.proveBlocks(content.manifest(), chunk, leaves);

        ChunkIndex other = new ChunkIndex(1);
        assertThatThrownBy(() -> Manifests.proveBlocks(content.manifest(), other, leaves))
                .isInstanceOf(UnprovenException.class);
        assertThatThrownBy(() -> Manifests.proveBlocks(
                        content.manifest(), chunk, Arrays.copyOf(leaves, leaves.length - Digest.BYTES)))
                .isInstanceOf(UnprovenException.class);
        leaves[leaves.length - 1] ^= 1;
        assertThatThrownBy(() -> Manifests.proveBlocks(content.manifest(), chunk, leaves))
                .isInstanceOf(UnprovenException.class);
    }

    @Test
    void the_id_of_one_chunk_is_its_manifest() {
        TestContent small = TestContent.standard(100_000);
        assertThat(Manifests.fromIdAlone(small.id()).orElseThrow().hashOf(new ChunkIndex(0)))
                .isEqualTo(small.id().root());
        assertThat(Manifests.fromIdAlone(TestContent.standard(0).id())).isPresent();
        assertThat(Manifests.fromIdAlone(content.id())).isEmpty();
    }
}
