package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void escape_sequences_and_direction_marks_are_taken_out() {
        assertThat(Printable.of("a\u001b[31mb\u202ecod.exe\u0007\u2066\u009b2J"))
                .isEqualTo("a[31mbcod.exe2J");
    }

    @Test
    void one_line_stays_one_line() {
        assertThat(Printable.of("a\nb\tc\rd\u2028e")).isEqualTo("a b c de");
        assertThat(Printable.text("a\nb")).isEqualTo("a\nb");
    }

    @Test
    void names_of_files_show_what_cannot_be_seen() {
        assertThat(Printable.escaped("a\nb\tc\u001b[2J\u202egpj.é")).isEqualTo("a\\nb\\tc\\x1b[2J\\u202egpj.é");
    }

    @Test
    void letters_of_all_scripts_and_joined_emoji_stay() {
        String text = "Grüße, 你好, سلام, 👩\u200d🚀";
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void json_is_one_line_whatever_the_text() {
        String line = JsonLine.of("x", Map.of("text", "a\n\"\\\u001b\u202e\ud800 é"));

        assertThat(line).isEqualTo("{\"type\":\"x\",\"text\":\"a\\n\\\"\\\\\\u001b\\u202e\\ud800 é\"}");
    }

    @Test
    void json_keeps_numbers_truths_lists_and_nothing() {
        Map<String, Object> fields = new java.util.TreeMap<>();
        fields.put("a", 1L);
        fields.put("b", true);
        fields.put("c", List.of(1, "x"));
        fields.put("d", null);
        fields.put("e", Map.of());

        assertThat(JsonLine.of("t", fields))
                .isEqualTo("{\"type\":\"t\",\"a\":1,\"b\":true,\"c\":[1,\"x\"],\"d\":null,\"e\":{}}");
    }
}
