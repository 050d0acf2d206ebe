package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells people to type is typed. */
class ReadmeTest {
    private static final Path README = Path.of(System.getProperty("fileswarm.launcher"))
            .resolveSibling("README.md")
            .normalize();

    @TempDir
    Path folder;

    @Test
    void the_curl_session_runs_as_it_stands() throws IOException, InterruptedException {
        try (Network network = Network.start(folder)) {
            String session = block("api=http").replace("http://127.0.0.1:8420", network.trackerUrl());
            Process shell = new ProcessBuilder("bash", "-euc", session)
                    .redirectErrorStream(true)
                    .start();
            String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(shell.waitFor()).as(out).isZero();
            assertThat(out)
                    .contains("\"status\":\"offered\"")
                    .contains("\"name\":\"abc.txt\"")
                    .contains("\"owner\":\"carol\"")
                    .doesNotContain("urn:fileswarm:problem");
        }
    }

    /** The fenced block that starts with this text. */
    private static String block(String start) throws IOException {
        Matcher block = Pattern.compile("```\n(" + Pattern.quote(start) + ".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(block.find())
                .as("a block in the README that starts with " + start)
                .isTrue();
        return block.group(1);
    }
}
