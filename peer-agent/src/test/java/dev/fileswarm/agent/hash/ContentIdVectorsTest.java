package dev.fileswarm.agent.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ContentId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentIdVectorsTest {
    record Vector(String by, String id) {}

    static List<Vector> vectors() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ContentIdVectorsTest.class.getResourceAsStream("content-ids.txt"), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(words -> new Vector(words[0], words[1]))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_file_has_the_id_that_others_worked_out(Vector vector, @TempDir Path folder) throws Exception {
        ContentId expected = ContentId.parse(vector.id());
        Path file = new TestContent(expected.layout()).writeTo(folder.resolve("content"));

        HashedFile hashed = ContentHasher.hash(file, sizeBytes -> expected.layout(), HashProgress.NONE);

        assertThat(hashed.content()).hasToString(vector.id());
        assertThat(Manifests.prove(
                                expected,
                                hashed.manifest().slice(0, expected.layout().chunkCount()))
                        .content())
                .isEqualTo(expected);
    }

    @Test
    void the_standard_layout_is_checked_against_libtorrent() throws Exception {
        assertThat(vectors().stream().filter(vector -> vector.by().equals("libtorrent")))
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(vector -> assertThat(vector.id()).matches("[0-9a-f]{64}-[0-9]+"));
    }
}
