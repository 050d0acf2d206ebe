package dev.fileswarm.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @TempDir
    private Path folder;

    @Test
    void no_more_stay_open_than_allowed() throws Exception {
        try (OpenFiles files = new OpenFiles(3)) {
            for (int number = 0; number < 10; number++) {
                assertThat(read(files, file(number))).isEqualTo((byte) number);
                assertThat(files.openCount()).isLessThanOrEqualTo(3);
            }
            assertThat(read(files, file(0))).isZero();
        }
    }

    @Test
    void a_dropped_file_is_opened_anew() throws Exception {
        try (OpenFiles files = new OpenFiles(3)) {
            Path file = file(1);
            read(files, file);
            Files.move(file(2), file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(read(files, file)).isEqualTo((byte) 1);
            files.drop(file);
            assertThat(read(files, file)).isEqualTo((byte) 2);
            Files.delete(file);
            files.drop(file);
            assertThatThrownBy(() -> read(files, file)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void many_threads_read_while_files_are_dropped() throws Exception {
        List<Path> paths = new ArrayList<>();
        for (int number = 0; number < 8; number++) paths.add(file(number));
        try (OpenFiles files = new OpenFiles(2);
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                Random random = new Random(thread);
                ends.add(threads.submit(() -> {
                    for (int round = 0; round < 2_000; round++) {
                        int number = random.nextInt(8);
                        if (random.nextInt(10) == 0) files.drop(paths.get(number));
                        assertThat(read(files, paths.get(number))).isEqualTo((byte) number);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) end.get();
            assertThat(files.openCount()).isLessThanOrEqualTo(6);
        }
    }

    private Path file(int number) throws Exception {
        return Files.write(folder.resolve("file" + number), new byte[] {0, (byte) number});
    }

    private static byte read(OpenFiles files, Path file) throws Exception {
        ByteBuffer into = ByteBuffer.allocate(1);
        files.read(file, into, 1);
        return into.get(0);
    }
}
