package dev.fileswarm.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.shared.ChunkMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolderSampleTest {
    private static ChunkMap map(int chunkCount, int... chunks) {
        byte[] bits = ChunkMap.empty(chunkCount).bytes();
        for (int chunk : chunks) bits[chunk / 8] |= (byte) (0x80 >> chunk % 8);
        return ChunkMap.of(chunkCount, bits);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_rare_chunk_is_always_among_the_chosen(long seed) {
        Random random = new Random(seed);
        HolderSample sample = new HolderSample(ChunkMap.complete(100));
        List<ChunkMap> maps = new ArrayList<>();
        for (int i = 0; i < 200; i++) maps.add(map(100, IntStream.range(0, 99).toArray()));
        maps.add(137, map(100, 99));
        List<Integer> candidates = IntStream.range(0, 201).boxed().toList();
        for (int limit : new int[] {2, 5, 50}) {
            List<Integer> chosen = sample.choose(candidates, maps, limit, random);
            assertThat(chosen).hasSize(limit).contains(137).doesNotHaveDuplicates();
        }
    }

    @Test
    void the_load_spreads_over_equals() {
        Random random = new Random(1);
        HolderSample sample = new HolderSample(ChunkMap.complete(10));
        List<ChunkMap> maps =
                IntStream.range(0, 20).mapToObj(i -> ChunkMap.complete(10)).toList();
        List<Integer> candidates = IntStream.range(0, 20).boxed().toList();
        int[] chosen = new int[20];
        for (int round = 0; round < 1_000; round++)
            sample.choose(candidates, maps, 5, random).forEach(index -> chosen[index]++);
        assertThat(IntStream.of(chosen).boxed()).allMatch(times -> times > 150 && times < 350);
    }

    @Test
    void whoever_holds_more_of_what_is_asked_for_is_chosen_more_often() {
        Random random = new Random(1);
        HolderSample sample = new HolderSample(map(100, IntStream.range(0, 10).toArray()));
        List<ChunkMap> maps = new ArrayList<>();
        for (int i = 0; i < 20; i++)
            maps.add(
                    i < 10
                            ? ChunkMap.complete(100)
                            : map(100, IntStream.range(9, 100).toArray()));
        List<Integer> candidates = IntStream.range(0, 20).boxed().toList();
        int[] chosen = new int[2];
        for (int round = 0; round < 1_000; round++)
            sample.choose(candidates, maps, 5, random).forEach(index -> chosen[index / 10]++);
        assertThat(chosen[0]).isGreaterThan(3 * chosen[1]);
    }

    @Test
    void few_are_all_chosen_and_nothing_asked_for_is_no_trouble() {
        HolderSample sample = new HolderSample(ChunkMap.complete(0));
        assertThat(sample.choose(List.of("a", "b"), List.of(ChunkMap.empty(0), ChunkMap.empty(0)), 5, new Random(1)))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(sample.choose(List.of(), List.of(), 5, new Random(1))).isEmpty();
        assertThat(sample.covers(List.of())).isTrue();
    }
}
