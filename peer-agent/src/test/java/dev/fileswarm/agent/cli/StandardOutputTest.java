package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void bytes_pass_as_they_are() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (StandardOutput output = new StandardOutput(new PrintStream(out, true))) {
            output.write(new byte[] {1, 2, 3, 4}, 1, 2);
            output.write(9);
        }
        assertThat(out.toByteArray()).containsExactly(2, 3, 9);
    }

    @Test
    void a_full_disk_behind_stdout_is_told() throws IOException {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        try (PrintStream full = new PrintStream(new FileOutputStream(FULL.toFile()), true)) {
            StandardOutput output = new StandardOutput(full);
            assertThatThrownBy(() -> output.write(new byte[16], 0, 16)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoever_has_read_enough_and_gone_needs_no_telling() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "needs mkfifo");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream unread = new ProcessOutput(new Unread(), pipe)) {
            Surroundings surroundings = Surroundings.ofProcess();
            int status = Main.run(
                    surroundings.with(unread, new PrintStream(err, true), surroundings.answers()), List.of("help"));
            assertThat(status).isEqualTo(128 + 13);
            assertThatThrownBy(() -> new StandardOutput(unread).write(1))
                    .hasMessageContaining("whoever read it has gone");
            int failed = Main.run(
                    surroundings.with(unread, new PrintStream(err, true), surroundings.answers()),
                    List.of("id", "/no/such/file"));
            assertThat(failed).as("a command that failed after that").isEqualTo(128 + 13);
        }
        assertThat(err.toString()).isEmpty();
    }

    /** As a pipe without a reader, in another language. */
    private static final class Unread extends OutputStream {
        @Override
        public void write(int oneByte) throws IOException {
            throw new IOException("Datenübergabe unterbrochen");
        }
    }

    @Test
    void an_answer_that_did_not_get_out_is_no_success() throws IOException {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream full = new ProcessOutput(new FileOutputStream(FULL.toFile()), FULL)) {
            Surroundings surroundings = Surroundings.ofProcess();
            int status = Main.run(
                    surroundings.with(full, new PrintStream(err, true), surroundings.answers()), List.of("help"));
            assertThat(status).isEqualTo(ExitStatus.FAILED.code());
        }
        assertThat(err.toString()).contains("could not be written to standard output", "No space left");
    }
}
