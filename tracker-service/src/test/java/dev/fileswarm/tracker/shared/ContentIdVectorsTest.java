package dev.fileswarm.tracker.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tracker and agent share no code, so one list of ids says for both what is an id, and what it means. */
class ContentIdVectorsTest {
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
    void an_id_means_the_same_chunks_here_as_at_every_peer(String line) {
        String[] words = line.split(" ");
        ContentId id = ContentId.of(words[0]);
        assertThat(id.chunkCount()).isEqualTo(Integer.parseInt(words[1]));
        assertThat(id.chunkBytes()).isEqualTo(Long.parseLong(words[2]));
        if (id.chunkCount() > 0) assertThat(id.chunkOffset(id.chunkCount() - 1)).isEqualTo(Long.parseLong(words[3]));
        assertThat(id.text()).isEqualTo(words[0]);
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_peers_do_not_take_for_an_id_is_refused(String text) {
        assertThatThrownBy(() -> ContentId.of(text)).isInstanceOf(InvalidValue.OfContentId.class);
    }
}
