package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        Path printed = folder.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(shell, file.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("ZDOTDIR", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        boolean hasEnded = process.waitFor(60, TimeUnit.SECONDS);
        if (!hasEnded) process.destroyForcibly();
        String out = Files.readString(printed);
        assertThat(hasEnded).as(out).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
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

    /** What an interactive zsh makes of lines when Tab is pressed. */
    private List<String> zshAfterTab(String... lines) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("zsh-script"), fileswarm.run("completion", "zsh").out());
        String typed = Stream.of(lines)
                .map(line -> "zpty -w -n z $'" + line + "\\t\\C-x'; zpty -r z got '*<<*>>*'; print -r -- $got\n")
                .collect(Collectors.joining());
        String out = run("zsh", """

                zmodload zsh/zpty
                zpty z zsh -f -i
                zpty -w z "PS1=; autoload -Uz compinit; compinit -u -D; source %s; setopt no_beep no_list_ambiguous"
                zpty -w z 'shown() { print -r -- "<<$BUFFER>>"; BUFFER=; zle redisplay }; zle -N shown; bindkey "^X" shown'
                zpty -w z 'print rea''dy'; zpty -r z got '*ready*'
                %s
                zpty -d z
                """.formatted(script, typed));
        return Pattern.compile("<<(.*?)>>")
                .matcher(out)
                .results()
                .map(found -> found.group(1).strip())
                .filter(found -> !found.startsWith("$"))
                .toList();
    }

    @Test
    void zsh_completes_commands_and_options_wherever_the_command_stands() throws Exception {
        assertThat(zshAfterTab(
                        "fileswarm pau",
                        "./fileswarm get --conf",
                        "fileswarm --home /x get --giv",
                        "fileswarm help dow",
                        "fileswarm --tra",
                        "fileswarm trac"))
                .containsExactly(
                        "fileswarm pause",
                        "./fileswarm get --confirm-at",
                        "fileswarm --home /x get --give-up-after",
                        "fileswarm help downloads",
                        "fileswarm --tracker",
                        "fileswarm tracker");
    }

    @Test
    void another_shell_is_refused() {
        assertThat(fileswarm.run("completion", "fish").status()).isEqualTo(2);
    }
}
