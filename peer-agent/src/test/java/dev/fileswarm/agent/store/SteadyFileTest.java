package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_link_is_not_opened() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "bytes");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThatThrownBy(() -> SteadyFile.openForReading(link)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SteadyFile.openForWriting(link)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SteadyFile.create(link)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("bytes");
    }

    @Test
    void an_interrupted_read_is_finished_and_the_interrupt_left_for_later() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "bytes");
        try (SteadyFile steady = SteadyFile.openForReading(file)) {
            Thread.currentThread().interrupt();
            ByteBuffer into = ByteBuffer.allocate(3);
            steady.read(into, 1);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(into.array()).isEqualTo("yte".getBytes());
        }
    }

    @Test
    void an_open_file_stays_the_one_that_was_opened() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "bytes");
        try (SteadyFile steady = SteadyFile.openForReading(file)) {
            Path other = Files.writeString(folder.resolve("other"), "other");
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            ByteBuffer into = ByteBuffer.allocate(5);
            steady.read(into, 0);
            assertThat(into.array()).isEqualTo("bytes".getBytes());
        }
    }

    @Test
    void a_file_that_ends_early_or_was_closed_says_so() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "bytes");
        SteadyFile steady = SteadyFile.openForReading(file);
        assertThatThrownBy(() -> steady.read(ByteBuffer.allocate(3), 3)).isInstanceOf(EOFException.class);
        steady.close();
        assertThatThrownBy(() -> steady.read(ByteBuffer.allocate(3), 0)).isInstanceOf(ClosedChannelException.class);
    }
}
