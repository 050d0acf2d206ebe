package dev.fileswarm.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalConsoleTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    private TerminalConsole typing(String text, Path history) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return TerminalConsole.on(
                new DumbTerminal("test", "dumb", in, seen, StandardCharsets.UTF_8), history, (line, word) -> List.of());
    }

    private String seen() {
        return seen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_question_is_shown_as_it_is_also_with_signs_that_mean_something_to_the_line_editor() throws IOException {
        try (TerminalConsole console = typing("yes\n", folder.resolve("history"))) {
            assertThat(console.answer("a%b.iso: 50 % is here%n, go on? %{ ")).hasValue("yes");
        }
        assertThat(seen()).contains("a%b.iso: 50 % is here%n, go on? %{ ");
    }

    @Test
    void commands_are_kept_for_later_sessions_and_answers_are_not() throws IOException {
        Path history = Files.createFile(folder.resolve("history"));
        try (TerminalConsole console = typing("list\n", history)) {
            console.readCommand("> ");
        }
        assertThat(Files.readString(history)).isEqualTo("list\n");
        try (TerminalConsole console = typing("who\nlist\n", history)) {
            console.readCommand("> ");
            console.readAnswer("Which name? ");
        }
        assertThat(Files.readString(history)).isEqualTo("list\nwho\n");
        assertThat(seen()).doesNotContain("not kept");
    }

    @Test
    void a_history_that_cannot_be_used_is_told_and_ends_nothing() throws IOException {
        Path folderInItsPlace = Files.createDirectory(folder.resolve("folder"));
        Path garbage = Files.write(folder.resolve("garbage"), new byte[] {'a', (byte) 0xff, (byte) 0xfe, '\n'});
        for (Path history : List.of(folderInItsPlace, garbage)) {
            seen.reset();
            try (TerminalConsole console = typing("list\nwho\n", history)) {
                assertThat(console.readCommand("> ")).isEqualTo(new Typed.Line("list"));
                assertThat(console.readCommand("> ")).isEqualTo(new Typed.Line("who"));
            }
            assertThat(seen()).as("%s", history).containsOnlyOnce("kept");
        }
        assertThat(Files.readAllBytes(garbage)).hasSize(4);
    }
}
