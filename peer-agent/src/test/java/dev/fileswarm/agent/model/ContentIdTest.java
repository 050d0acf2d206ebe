package dev.fileswarm.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agent and tracker share no code, so one list of ids says for both what is an id, and what it means. */
class ContentIdTest {
    private static final Path VECTORS = Path.of("..", "docs", "content-id-vectors.txt");

    static List<String> of(String kind) throws IOException {
        return Files.readAllLines(VECTORS).stream()
                .filter(line -> line.startsWith(kind))
                .map(line -> line.substring(kind.length())
                        .replaceFirst("^R", "a".repeat(64))
                        .replaceFirst("^X", "A".repeat(64))
                        .replaceFirst("^Z", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
                .toList();
    }

    static List<String> ids() throws IOException {
        return of("ok ");
    }

    static List<String> others() throws IOException {
        return of("no ");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void an_id_means_the_same_chunks_here_as_at_the_tracker(String line) {
        String[] words = line.split(" ");
        ContentId id = ContentId.parse(words[0]);
        ChunkLayout layout = id.layout();
        assertThat(layout.chunkCount()).isEqualTo(Integer.parseInt(words[1]));
        assertThat(layout.maxChunkLength()).isEqualTo(Long.parseLong(words[2]));
        if (layout.chunkCount() > 0)
            assertThat(layout.chunkOffset(new ChunkIndex(layout.chunkCount() - 1)))
                    .isEqualTo(Long.parseLong(words[3]));
        assertThat(id).hasToString(words[0]);
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_the_tracker_does_not_take_for_an_id_is_refused(String text) {
        assertThatThrownBy(() -> ContentId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
