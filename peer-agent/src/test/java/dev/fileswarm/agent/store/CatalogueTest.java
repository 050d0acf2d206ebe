package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.ChunkLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private final TestContent content = new TestContent(ChunkLayout.ofChunkSize(100_000, 20_000));
    private final TestContent other = TestContent.standard(500);

    @TempDir
    private Path folder;

    private static SharedEntry entry(String path, TestContent content) {
        return new SharedEntry(
                Path.of(path),
                "näme of it.txt",
                content.id(),
                new FileStamp(content.id().sizeBytes(), 1_700_000_000_123_456_789L),
                Optional.of("da39a3ee5e6b4b0d3255bfef95601890afd80709"),
                true);
    }

    @Test
    void what_was_shared_is_known_in_a_later_run() throws Exception {
        SharedEntry first = entry("/shared/first", content);
        SharedEntry second = new SharedEntry(
                Path.of("/shared/second"), "second", other.id(), new FileStamp(500, 1), Optional.empty(), false);
        try (Catalogue catalogue = Catalogue.open(folder)) {
            catalogue.share(second, other.manifest());
            catalogue.share(first, content.manifest());
        }
        try (Catalogue catalogue = Catalogue.open(folder)) {
            assertThat(catalogue.shared()).containsExactly(first, second);
            assertThat(catalogue.shared(first.path())).contains(first);
            assertThat(catalogue.shared(Path.of("/shared/third"))).isEmpty();
            assertThat(catalogue.manifest(content.id()).orElseThrow().slice(0, 5))
                    .isEqualTo(content.chunkHashes());
        }
    }

    @Test
    void a_path_has_one_entry_and_a_manifest_stays_as_long_as_somebody_shares_it() throws Exception {
        try (Catalogue catalogue = Catalogue.open(folder)) {
            catalogue.share(entry("/a", content), content.manifest());
            catalogue.share(entry("/a", content), content.manifest());
            catalogue.share(entry("/b", content), content.manifest());
            catalogue.share(entry("/b", other), other.manifest());
            assertThat(catalogue.shared()).containsExactly(entry("/a", content), entry("/b", other));
            assertThat(catalogue.manifest(content.id())).isPresent();

            assertThat(catalogue.unshare(Path.of("/a"))).contains(entry("/a", content));
            assertThat(catalogue.unshare(Path.of("/a"))).isEmpty();
            assertThat(catalogue.manifest(content.id())).isEmpty();
            assertThat(catalogue.manifest(other.id())).isPresent();
        }
        try (Catalogue catalogue = Catalogue.open(folder)) {
            catalogue.unshare(Path.of("/b"));
            assertThat(catalogue.manifest(other.id())).isEmpty();
        }
    }

    @Test
    void downloads_are_known_in_a_later_run() throws Exception {
        DownloadEntry running = new DownloadEntry(content.id(), Path.of("/in"), "a", DownloadEntry.State.RUNNING);
        DownloadEntry paused = new DownloadEntry(other.id(), Path.of("/in"), "b", DownloadEntry.State.PAUSED);
        DownloadEntry finished = new DownloadEntry(content.id(), Path.of("/in"), "a", DownloadEntry.State.FINISHED);
        try (Catalogue catalogue = Catalogue.open(folder)) {
            catalogue.download(running);
            catalogue.download(paused);
            assertThat(catalogue.downloads()).containsExactly(running, paused);
            catalogue.download(finished);
        }
        try (Catalogue catalogue = Catalogue.open(folder)) {
            assertThat(catalogue.downloads()).containsExactly(finished, paused);
            assertThat(catalogue.removeDownload(Path.of("/in"), "b")).isTrue();
            assertThat(catalogue.removeDownload(Path.of("/in"), "b")).isFalse();
        }
    }

    @Test
    void values_and_counters_are_kept() throws Exception {
        try (Catalogue catalogue = Catalogue.open(folder)) {
            assertThat(catalogue.value("word")).isEmpty();
            catalogue.value("word", "said");
            assertThat(catalogue.next("epoch")).isEqualTo(1);
            assertThat(catalogue.next("epoch")).isEqualTo(2);
        }
        try (Catalogue catalogue = Catalogue.open(folder)) {
            assertThat(catalogue.value("word")).contains("said");
            assertThat(catalogue.next("epoch")).isEqualTo(3);
        }
    }

    @Test
    void a_counter_gives_no_number_twice_to_many_threads_that_are_interrupted() throws Exception {
        var given = ConcurrentHashMap.<Long>newKeySet();
        try (Catalogue catalogue = Catalogue.open(folder)) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int thread = 0; thread < 40; thread++) {
                    threads.execute(() -> {
                        Thread.currentThread().interrupt();
                        given.add(catalogue.next("n"));
                        assertThat(Thread.interrupted()).isTrue();
                    });
                }
            }
            assertThat(given).hasSize(40);
            assertThat(catalogue.next("n")).isEqualTo(41);
        }
    }

    @Test
    void a_second_opening_in_this_process_is_refused() throws Exception {
        try (Catalogue catalogue = Catalogue.open(folder)) {
            assertThatThrownBy(() -> Catalogue.open(folder))
                    .satisfies(StoreKind.is(StoreException.Kind.LOCKED))
                    .hasMessageContaining("has")
                    .hasMessageContaining("open");
            catalogue.value("still", "works");
        }
    }

    @Test
    void nothing_that_was_told_is_lost_when_the_process_is_killed() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<String> told = new ArrayList<>();
            try (ChildProcess writer = ChildProcess.start(Writer.class, List.of(), folder)) {
                writer.await("open");
                assertThatThrownBy(() -> Catalogue.open(folder))
                        .satisfies(StoreKind.is(StoreException.Kind.LOCKED))
                        .hasMessageContaining("another process");
                for (int line = 0; line < 20; line++) told.add(writer.readLine());
                told.addAll(writer.kill());
            }
            long last = told.stream()
                    .filter(line -> line.endsWith("."))
                    .mapToLong(line -> Long.parseLong(line.substring(0, line.length() - 1)))
                    .max()
                    .orElseThrow();
            try (Catalogue catalogue = Catalogue.open(folder)) {
                assertThat(catalogue.next("n")).isGreaterThan(last);
                assertThat(catalogue.shared(Path.of("/shared/" + last))).isPresent();
                assertThat(catalogue.manifest(other.id())).isPresent();
            }
        }
    }

    @Test
    void a_damaged_file_is_refused_with_what_to_do() throws Exception {
        Catalogue.open(folder).close();
        Path file = folder.resolve("catalogue.mv");
        Files.write(file, new byte[8_192]);
        assertThatThrownBy(() -> Catalogue.open(folder))
                .satisfies(StoreKind.is(StoreException.Kind.DISK_FAILED))
                .hasMessageContaining("is damaged; move it away");
    }

    @Test
    void it_is_not_opened_through_a_link() throws Exception {
        Files.createSymbolicLink(folder.resolve("catalogue.mv"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> Catalogue.open(folder)).satisfies(StoreKind.is(StoreException.Kind.NOT_PLAIN_FILE));
    }

    @Test
    void a_closed_catalogue_says_so() throws Exception {
        Catalogue catalogue = Catalogue.open(folder);
        catalogue.close();
        catalogue.close();
        assertThatThrownBy(catalogue::shared)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    /** Shares and counts until it is killed, and tells each number once it is kept. */
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            TestContent content = TestContent.standard(500);
            try (Catalogue catalogue = Catalogue.open(Path.of(arguments[0]))) {
                System.out.println("open");
                while (true) {
                    long next = catalogue.next("n");
                    catalogue.share(entry("/shared/" + next, content), content.manifest());
                    System.out.println(next + ".");
                }
            }
        }
    }
}
