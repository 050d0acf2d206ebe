package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.tracker.FakeTracker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell behind a pipe, with the commands that it runs. */
class ShellCommandTest {
    /** Those that start processes or wait for others are left to the tests of the packaged program. */
    private static final List<String> WORDS = List.of(
            "list",
            "LST",
            "who",
            "whoelse",
            "whoelsesince",
            "register",
            "REG",
            "connect",
            "search",
            "searchFile",
            "search-chunk",
            "searchChunk",
            "id",
            "verify",
            "paths",
            "status",
            "downloads",
            "help",
            "doctor",
            "setdir",
            "get_users",
            "UDP_SEND",
            "proceed",
            "message",
            "broadcast",
            "private",
            "block",
            "fingerprint",
            "update",
            "logout",
            "dereg",
            "quit now",
            "fileswarm",
            "fileswarm list",
            "completion",
            "hello",
            "-",
            "--",
            "@x",
            "\"",
            "'",
            "''",
            "\\",
            "\u0000",
            "\u001b[2J",
            "\u202e",
            "$(x)",
            "%s%n",
            "--json",
            "--home",
            "x",
            "1",
            "0-9",
            "..",
            "a b",
            "\ud83d\ude00",
            "",
            " ",
            "\t",
            "--help",
            "-h",
            "-o",
            "alice",
            "server",
            "deadbeef");

    @TempDir
    Path folder;

    @Test
    void several_commands_run_one_after_the_other_and_what_is_missing_is_asked_for() throws IOException {
        try (FakeTracker tracker = FakeTracker.start()) {
            var ran = new CommandLineRunner(folder)
                    .with("FILESWARM_TRACKER", tracker.url())
                    .typing("connect\nanna\nWHO anna\ndownload\nnothing.bin\n\nquit\nlist\n")
                    .run("shell");

            assertThat(ran.err())
                    .contains("Which name?")
                    .contains("Which file?")
                    .contains("Under which new name?")
                    .contains("nobody offers \"nothing.bin\"");
            assertThat(ran.out())
                    .contains("registered as anna")
                    .contains("anna (you)")
                    .doesNotContain("no files");
            assertThat(ran.status()).isEqualTo(3);
        }
    }

    @Test
    void options_of_the_shell_hold_for_every_command() {
        var ran = new CommandLineRunner(folder)
                .typing("paths\n")
                .run("--home", folder.resolve("elsewhere").toString(), "shell");

        assertThat(ran.out())
                .contains(folder.resolve("elsewhere").resolve("key").toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_line_ends_it(long seed) throws IOException {
        Random random = new Random(seed);
        String lines = random.ints(150, 0, Integer.MAX_VALUE)
                .mapToObj(number -> line(new Random(number)))
                .filter(line -> !List.of("quit", "exit").contains(line.strip()))
                .collect(Collectors.joining("\n"));
        try (FakeTracker tracker = FakeTracker.start()) {
            var ran = new CommandLineRunner(folder)
                    .with("FILESWARM_TRACKER", tracker.url())
                    .typing(lines + "\n\n\n\nfileswarm help completion\n")
                    .run("shell");

            assertThat(ran.out()).as("seed " + seed + "\n" + lines + ran.err()).endsWith("~/.zshrc\n");
            assertThat(ran.err())
                    .as("seed " + seed)
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception")
                    .doesNotContain("\u001b");
        }
    }

    private static String line(Random random) {
        String[] words = new String[1 + random.nextInt(4)];
        Arrays.setAll(words, index -> WORDS.get(random.nextInt(WORDS.size())));
        return String.join(" ", words);
    }
}
