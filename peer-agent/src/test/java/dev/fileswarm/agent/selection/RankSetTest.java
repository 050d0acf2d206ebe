package dev.fileswarm.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankSetTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agrees_with_a_bit_set_whatever_is_done_to_it(long seed) {
        Random random = new Random(seed);
        int ranks = 1 + random.nextInt(300);
        RankSet set = new RankSet(ranks);
        RankSet other = new RankSet(ranks);
        BitSet expected = new BitSet();
        BitSet expectedOther = new BitSet();
        for (int step = 0; step < 3_000; step++) {
            int rank = random.nextInt(ranks);
            if (random.nextInt(10) == 0) {
                other.add(rank);
                expectedOther.set(rank);
            } else if (random.nextBoolean()) {
                assertThat(set.add(rank)).isEqualTo(!expected.get(rank));
                expected.set(rank);
            } else {
                assertThat(set.remove(rank)).isEqualTo(expected.get(rank));
                expected.clear(rank);
            }
            if (random.nextInt(500) == 0) {
                set.clear();
                expected.clear();
            }
            BitSet common = (BitSet) expected.clone();
            common.and(expectedOther);
            assertThat(set.size()).isEqualTo(expected.cardinality());
            assertThat(set.first()).isEqualTo(expected.nextSetBit(0));
            assertThat(set.next(rank)).isEqualTo(expected.nextSetBit(rank));
            assertThat(set.firstCommon(other)).isEqualTo(common.nextSetBit(0));
            assertThat(set.contains(rank)).isEqualTo(expected.get(rank));
        }
    }
}
