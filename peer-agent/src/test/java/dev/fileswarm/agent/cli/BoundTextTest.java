package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.daemon.Bound;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each bound is a sentence that names what a person can look for. */
class BoundTextTest {
    private static Bound bound(String word, List<Integer> chunks, int count, double percent) {
        return new Bound(word, List.of("bob"), chunks, count, 1_000_000L, 2_000_000L, percent, 0.05, "a reason");
    }

    private static String text(String word) {
        return BoundText.of(bound(word, List.of(17), 1, 50));
    }

    @Test
    void a_chunk_without_holder_is_named_and_of_many_the_first_ones() {
        assertThat(text(Bound.NO_HOLDER)).isEqualTo("no holder of chunk 17 is linked");
        assertThat(BoundText.of(bound(Bound.NO_HOLDER, List.of(1, 2, 3, 4, 5, 6), 20, 0)))
                .isEqualTo("no holder of 20 chunks is linked: 1, 2, 3, 4, 5, ...");
        assertThat(BoundText.of(bound(Bound.NO_HOLDER, List.of(1, 2), 2, 0)))
                .isEqualTo("no holder of 2 chunks is linked: 1, 2");
    }

    @Test
    void rates_shares_and_peers_stand_in_the_sentence() {
        assertThat(text(Bound.YOUR_LIMIT)).contains("2.0 MB/s", "1.0 MB/s", "limit --down off");
        assertThat(text(Bound.DISK)).contains("disk", "50 %");
        assertThat(text(Bound.LOSS)).contains("bob", "50 %", "50 ms");
        assertThat(text(Bound.LINK)).contains("bob", "1.0 MB/s", "50 ms");
        assertThat(BoundText.of(bound(Bound.EVERYBODY_BUSY, List.of(), 3, 0))).contains("all 3 holders", "1.0 MB/s");
        assertThat(BoundText.of(bound(Bound.EVERYBODY_BUSY, List.of(), 1, 100))).contains("the only holder said so");
    }

    @Test
    void every_bound_has_a_sentence_and_stands_on_the_page() throws IllegalAccessException, IOException {
        String page = Files.readString(Path.of("..", "docs", "commands.md"));
        for (Field field : Bound.class.getFields()) {
            String word = (String) field.get(null);
            assertThat(text(word)).as(word).contains(" ").doesNotContain("null");
            assertThat(page).contains("`" + word + "`");
        }
    }

    @Test
    void a_word_of_a_newer_agent_is_shown_as_it_is() {
        assertThat(text("moonlight")).isEqualTo("moonlight");
    }
}
