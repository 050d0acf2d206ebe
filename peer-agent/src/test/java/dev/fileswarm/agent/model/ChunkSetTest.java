package dev.fileswarm.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkSetTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 8_192, 65_536})
    void a_map_reads_back_as_the_set(int chunks) {
        ChunkSet set = ChunkSet.none(chunks);
        new Random(chunks).ints(chunks / 2, 0, Math.max(1, chunks)).forEach(chunk -> set.add(new ChunkIndex(chunk)));

        assertThat(set.toMap()).hasSize((chunks + 7) / 8);
        assertThat(ChunkSet.fromMap(chunks, set.toMap())).isEqualTo(set);
        assertThat(ChunkSet.fromMap(chunks, ChunkSet.all(chunks).toMap()).isComplete())
                .isTrue();
    }

    @Test
    void the_first_chunk_is_the_highest_bit() {
        ChunkSet set = ChunkSet.none(10);
        set.add(new ChunkIndex(0));
        set.add(new ChunkIndex(9));
        assertThat(set.toMap()).containsExactly(0x80, 0x40);
    }

    @Test
    void maps_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> ChunkSet.fromMap(9, new byte[1])).hasMessageContaining("has 2 bytes");
        assertThatThrownBy(() -> ChunkSet.fromMap(9, new byte[3])).hasMessageContaining("has 2 bytes");
        assertThatThrownBy(() -> ChunkSet.fromMap(9, new byte[] {0, 0x40})).hasMessageContaining("spare bit");
    }

    @Test
    void a_copy_is_a_set_of_its_own() {
        ChunkSet set = ChunkSet.all(4);
        ChunkSet copy = set.copy();
        copy.remove(new ChunkIndex(2));
        assertThat(set.isComplete()).isTrue();
        assertThat(copy.indexes()).containsExactly(0, 1, 3);
        assertThat(copy.nextFrom(2)).isEqualTo(3);
        assertThat(copy.nextFrom(4)).isEqualTo(-1);
    }

    @Test
    void sets_of_two_contents_do_not_mix() {
        assertThatThrownBy(() -> ChunkSet.none(4).addAll(ChunkSet.none(5))).hasMessageContaining("two contents");
        assertThatThrownBy(() -> ChunkSet.none(4).add(new ChunkIndex(4))).hasMessageContaining("outside");
        assertThat(IntStream.range(0, 4).filter(ChunkSet.none(4)::contains)).isEmpty();
    }
}
