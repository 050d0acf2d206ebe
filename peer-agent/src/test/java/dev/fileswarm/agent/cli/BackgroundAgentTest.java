package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundAgentTest {
    @Test
    void why_an_agent_did_not_start_is_its_own_last_word_and_not_that_of_one_before(@TempDir Path folder)
            throws IOException {
        Path log = Files.writeString(folder.resolve("agent.log"), "anna is online\n");
        long before = Files.size(log);

        assertThat(BackgroundAgent.lastLineAfter(before, log)).isEqualTo("it ended without a word");
        Files.writeString(log, "no port is free\nso it ends\n\n", StandardOpenOption.APPEND);
        assertThat(BackgroundAgent.lastLineAfter(before, log)).isEqualTo("so it ends");
    }
}
