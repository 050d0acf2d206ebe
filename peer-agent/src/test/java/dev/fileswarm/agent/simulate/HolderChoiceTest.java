package dev.fileswarm.agent.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated tracker chooses as the real one does, whose test reads the same vectors. */
class HolderChoiceTest {
    private static final Path VECTORS = Path.of("..", "docs", "holder-choice-vectors.txt");

    static Stream<String> vectors() throws IOException {
        return Files.readAllLines(VECTORS).stream().filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void chooses_as_the_tracker_does(String line) {
        String[] fields = line.split(" ");
        int chunkCount = Integer.parseInt(fields[0]);
        ChunkSet asked = set(chunkCount, fields[1]);
        List<ChunkSet> maps = Arrays.stream(fields[4].split(","))
                .map(hex -> set(chunkCount, hex))
                .toList();

        HolderChoice choice = new HolderChoice(asked);
        List<Integer> chosen = choice.choose(maps, Integer.parseInt(fields[2]), new Random(Long.parseLong(fields[3])));

        assertThat(chosen.toString().replace(" ", "") + " " + choice.covers(maps))
                .isEqualTo(fields[5] + " " + fields[6]);
    }

    private static ChunkSet set(int chunkCount, String hex) {
        return ChunkSet.fromMap(chunkCount, HexFormat.of().parseHex(hex));
    }
}
