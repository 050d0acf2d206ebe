package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of ten chunks, some are held, and some come first. */
class FirstShareTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            50  |             | 0 1 2 3 4
            41  |             | 0 1 2 3 4
            0   |             | ''
            100 |             | 0 1 2 3 4 5 6 7 8
            50  | 1 8 9       | 0 1 2 8 9
            10  | 5 6         | 5 6
            0   | 5 6         | 5 6
            100 | 0 1 2 3 4 5 6 7 8 | 0 1 2 3 4 5 6 7 8
            """)
    void what_is_held_counts_and_the_last_chunk_never_comes(int percent, String held, String first) {
        assertThat(FirstShare.of(ChunkSet.all(10), chunks(held), percent)).isEqualTo(chunks(first));
    }

    private static ChunkSet chunks(String numbers) {
        ChunkSet chunks = ChunkSet.none(10);
        if (numbers == null || numbers.isEmpty()) return chunks;
        for (String number : numbers.split(" ")) chunks.add(new ChunkIndex(Integer.parseInt(number)));
        return chunks;
    }
}
