package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full or read-only, for real: clear words, nothing lost, nothing half under its final name. */
class DiskTroubleTest {
    private static final int CHUNK_BYTES = 128 * 1024;
    private static final int CHUNKS = 8;

    private final TestContent content = new TestContent(ChunkLayout.ofChunkSize(CHUNKS * CHUNK_BYTES, CHUNK_BYTES));

    @TempDir
    private Path folder;

    @Test
    void a_disk_that_fills_up_during_a_download_keeps_what_came_and_the_rest_comes_when_there_is_room()
            throws Exception {
        try (SmallDisk _ = SmallDisk.mount(folder, 1_600)) {
            Path other = folder.resolve("other");
            try (PartFile part = PartFile.open(folder, "a.bin", content.id())) {
                part.manifest(content.manifest());
                accept(part, 0);
                accept(part, 1);
                fill(other);
                assertThatThrownBy(() -> acceptAll(part, 2))
                        .satisfies(StoreKind.is(StoreException.Kind.DISK_FULL))
                        .hasMessageContaining("make room");
                assertThat(part.held().indexes()).contains(0, 1);
            }
            assertThat(folder.resolve("a.bin")).doesNotExist();
            Files.delete(other);
            try (PartFile part = PartFile.open(folder, "a.bin", content.id())) {
                assertThat(part.held().indexes()).contains(0, 1);
                acceptAll(part, 0);
                part.finish(false);
            }
            assertThat(folder.resolve("a.bin")).hasBinaryContent(content.bytes());
        }
    }

    @Test
    void an_unfinished_file_is_not_begun_on_a_full_disk_and_leaves_nothing_there() throws Exception {
        try (SmallDisk _ = SmallDisk.mount(folder, 256)) {
            Path other = folder.resolve("other");
            fill(other);
            assertThatThrownBy(
                            () -> PartFile.open(folder, "a.bin", content.id()).close())
                    .satisfies(StoreKind.is(StoreException.Kind.DISK_FULL));
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(other);
            }
        }
    }

    @Test
    void a_read_only_disk_is_told_of_and_what_came_before_is_still_there() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, 4_000)) {
            try (PartFile part = PartFile.open(folder, "a.bin", content.id())) {
                part.manifest(content.manifest());
                accept(part, 3);
            }
            disk.makeReadOnly();
            assertThatThrownBy(() -> PartFile.open(folder, "a.bin", content.id()))
                    .satisfies(StoreKind.is(StoreException.Kind.READ_ONLY))
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> Catalogue.open(folder.resolve("home")))
                    .satisfies(StoreKind.is(StoreException.Kind.READ_ONLY));
            disk.makeWritable();
            try (PartFile part = PartFile.open(folder, "a.bin", content.id())) {
                assertThat(part.held().indexes()).containsExactly(3);
            }
        }
    }

    @Test
    void a_catalogue_on_a_full_disk_says_so_and_knows_what_it_knew_when_there_is_room() throws Exception {
        try (SmallDisk _ = SmallDisk.mount(folder, 512);
                Catalogue catalogue = Catalogue.open(folder.resolve("home"))) {
            share(catalogue, 0);
            Path other = folder.resolve("other");
            fill(other);
            assertThatThrownBy(() -> {
                        for (int number = 1; number < 2_000; number++) share(catalogue, number);
                    })
                    .cause()
                    .satisfies(StoreKind.is(StoreException.Kind.DISK_FULL));
            Files.delete(other);
            assertThat(catalogue.shared()).isNotEmpty();
            share(catalogue, 5_000);
            assertThat(catalogue.shared(path(5_000))).isPresent();
        }
    }

    private void share(Catalogue catalogue, int number) throws StoreException {
        SharedEntry entry =
                new SharedEntry(path(number), "b", content.id(), new FileStamp(1, number), Optional.empty(), true);
        catalogue.share(entry, content.manifest());
    }

    private static Path path(int number) {
        return Path.of("/" + "x".repeat(200) + number);
    }

    private void acceptAll(PartFile part, int first) throws StoreException {
        for (int chunk = first; chunk < CHUNKS; chunk++) accept(part, chunk);
    }

    private void accept(PartFile part, int chunk) throws StoreException {
        if (part.manifest().isEmpty()) part.manifest(content.manifest());
        BlockRun run = content.wholeOf(new ChunkIndex(chunk));
        assertThat(part.accept(run, content.slice(run))).isIn(Accepted.VERIFIED, Accepted.DUPLICATE);
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) out.write(new byte[4_096]);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}
