package dev.fileswarm.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {
    private static List<String> words(String line) {
        return ShellLine.of(line).words();
    }

    @Test
    void words_stand_between_blanks() {
        assertThat(words("  get\ta.txt  -o  b ")).containsExactly("get", "a.txt", "-o", "b");
        assertThat(words(" \t ")).isEmpty();
    }

    @Test
    void quotes_and_backslashes_hold_words_together() {
        assertThat(words("get \"my film.mkv\" 'it is' a\\ b \"a \\\"b\\\"\" \"\""))
                .containsExactly("get", "my film.mkv", "it is", "a b", "a \"b\"", "");
    }

    @Test
    void a_quote_that_is_not_closed_or_stands_within_a_word_is_a_character() {
        assertThat(words("don't \"say it\" \"x y\"z 'open")).containsExactly("don't", "say it", "\"x", "y\"z", "'open");
        assertThat(words("C:\\dir \\")).containsExactly("C:\\dir", "\\");
    }

    @Test
    void the_rest_of_a_line_is_as_it_was_typed() {
        assertThat(ShellLine.of("message bob  don't  \"do\" it ").rest(2)).isEqualTo("don't  \"do\" it");
        assertThat(ShellLine.of("message bob").rest(2)).isEmpty();
    }

    /** Whatever word there is can be typed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_quoted_word_comes_out_as_it_was(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String word = text(random);
            assertThat(words("get " + ShellLine.quote(word) + " x"))
                    .as("seed %d", seed)
                    .containsExactly("get", word, "x");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_line_is_an_error_and_completion_takes_every_cursor(long seed) {
        Random random = new Random(seed);
        CompletionParser parser = new CompletionParser();
        for (int i = 0; i < 5_000; i++) {
            String line = text(random) + text(random);
            ShellLine cut = ShellLine.of(line);
            for (int word = 0; word <= cut.size(); word++) assertThat(line).contains(cut.rest(word));
            OldWords.meaningOf(cut);
            if (!cut.isEmpty()) TextLines.arguments(cut);
            int cursor = random.nextInt(line.length() + 1);
            var parsed = parser.parse(line, cursor, org.jline.reader.Parser.ParseContext.COMPLETE);
            assertThat(parsed.word())
                    .as("seed %d, %s", seed, line)
                    .isEqualTo(parsed.words().get(parsed.wordIndex()));
            assertThat(parsed.wordCursor()).isBetween(0, parsed.word().length());
        }
    }

    @Test
    void a_name_with_blanks_is_completed_within_its_quotes() {
        CompletionParser parser = new CompletionParser();
        var parsed = parser.parse("get \"my fi", 10, org.jline.reader.Parser.ParseContext.COMPLETE);

        assertThat(parsed.words()).containsExactly("get", "my fi");
        assertThat(((org.jline.reader.CompletingParsedLine) parsed).rawWordLength())
                .isEqualTo(6);
        assertThat(((org.jline.reader.CompletingParsedLine) parsed).escape("my film.mkv", true))
                .hasToString("\"my film.mkv\"");
    }

    private static String text(Random random) {
        String letters = "ab \t\"'\\-=#!$\u00e4\ud83d\ude00\u0000\u001b";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) text.append(letters.charAt(random.nextInt(letters.length())));
        return text.toString();
    }
}
