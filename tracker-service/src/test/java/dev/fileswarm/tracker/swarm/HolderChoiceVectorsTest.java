package dev.fileswarm.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.shared.ChunkMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent's simulated swarms take for the tracker's choice is what it chooses. */
class HolderChoiceVectorsTest {
    private static final Path VECTORS = Path.of("..", "docs", "holder-choice-vectors.txt");

    static Stream<String> vectors() throws IOException {
        return Files.readAllLines(VECTORS).stream().filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void chooses_as_the_vectors_say(String line) {
        String[] fields = line.split(" ");
        int chunkCount = Integer.parseInt(fields[0]);
        List<ChunkMap> maps = Arrays.stream(fields[4].split(","))
                .map(hex -> map(chunkCount, hex))
                .toList();
        List<Integer> candidates = IntStream.range(0, maps.size()).boxed().toList();

        HolderSample sample = new HolderSample(map(chunkCount, fields[1]));
        List<Integer> chosen =
                sample.choose(candidates, maps, Integer.parseInt(fields[2]), new Random(Long.parseLong(fields[3])));

        assertThat(chosen.toString().replace(" ", "") + " " + sample.covers(maps))
                .isEqualTo(fields[5] + " " + fields[6]);
    }

    private static ChunkMap map(int chunkCount, String hex) {
        return ChunkMap.of(chunkCount, HexFormat.of().parseHex(hex));
    }
}
