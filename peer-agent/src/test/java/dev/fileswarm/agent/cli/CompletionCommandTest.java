package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts run in the shells that they are for. */
class CompletionCommandTest {
    @TempDir
    Path folder;

    CommandLineRunner fileswarm;

    @BeforeEach
    void setUp() {
        fileswarm = new CommandLineRunner(folder);
    }

    private String run(String shell, String script) throws IOException, InterruptedException {
        boolean isThere = List.of("/bin", "/usr/bin", "/usr/local/bin").stream()
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, shell)));
        assumeTrue(isThere, shell + " is not installed");
        Path file = Files.writeString(
                folder.resolve("completion"), fileswarm.run("completion", shell).out() + script);
        Process process = new ProcessBuilder(shell, file.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private String bash(int cursor, String... words) throws IOException, InterruptedException {
        String typed = "'" + String.join("' '", words) + "'";
        return run(
                "bash",
                "COMP_WORDS=(fileswarm " + typed + "); COMP_CWORD=" + cursor
                        + "; _fileswarm; printf '%s\\n' \"${COMPREPLY[@]}\"\n");
    }

    @Test
    void bash_completes_commands() throws Exception {
        assertThat(bash(1, "pau").lines()).containsExactly("pause");
        assertThat(bash(1, "track").lines()).containsExactly("tracker");
    }

    @Test
    void bash_completes_options_of_the_command_wherever_it_stands() throws Exception {
        assertThat(bash(2, "get", "--conf").lines()).containsExactly("--confirm-at");
        assertThat(bash(4, "--home", "/x", "get", "--giv").lines()).containsExactly("--give-up-after");
        assertThat(bash(2, "help", "dow").lines()).containsExactly("downloads");
    }

    @Test
    void zsh_takes_the_script_and_knows_the_commands() throws Exception {
        String out = run("zsh", """

                _describe() { print -l -- "${(@)commands}" }
                _files() { print files }
                words=(fileswarm se); CURRENT=2; _fileswarm
                words=(fileswarm get big); CURRENT=3; _fileswarm
                """);

        assertThat(out).contains("search-file:").contains("downloads:").contains("files");
    }

    @Test
    void another_shell_is_refused() {
        assertThat(fileswarm.run("completion", "fish").status()).isEqualTo(2);
    }
}
