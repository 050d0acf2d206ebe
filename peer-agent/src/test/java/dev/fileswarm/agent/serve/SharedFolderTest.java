package dev.fileswarm.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.SharedEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFolderTest {
    private static final Duration QUIET = Duration.ofMillis(200);

    private final TestContent content = TestContent.standard(300_000);
    private final TestContent other = TestContent.standard(20_000);
    private final Heard heard = new Heard();

    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    private Catalogue catalogue;
    private Library library;

    @BeforeEach
    void open() throws Exception {
        catalogue = Catalogue.open(home);
        library = new Library(catalogue, heard);
    }

    @AfterEach
    void close() throws Exception {
        library.close();
        catalogue.close();
    }

    private SharedFolder share() throws IOException {
        return SharedFolder.open(library, folder, QUIET, (file, why) -> {
            throw new AssertionError(file.toString(), why);
        });
    }

    @Test
    void what_lies_in_the_folder_is_shared_but_links_and_dot_files() throws Exception {
        content.writeTo(folder.resolve("film.mkv"));
        Path deep = Files.createDirectories(folder.resolve("a/b c/d"));
        other.writeTo(deep.resolve("note"));
        Files.writeString(folder.resolve(".secret"), "s");
        Files.writeString(Files.createDirectory(folder.resolve(".git")).resolve("config"), "c");
        Files.writeString(home.resolve("outside"), "o");
        Files.createSymbolicLink(folder.resolve("link"), home.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("way"), home);
        try (SharedFolder shared = share()) {
            heard.await("offered film.mkv " + content.id().shortForm());
            heard.await("offered note");
            assertThat(library.list()).extracting(SharedEntry::name).containsExactlyInAnyOrder("film.mkv", "note");
            assertThat(shared).isNotNull();
        }
    }

    @Test
    void a_new_file_is_shared_and_a_deleted_one_withdrawn() throws Exception {
        try (SharedFolder shared = share()) {
            Path file = content.writeTo(folder.resolve("film.mkv"));
            heard.await("offered film.mkv");
            Files.delete(file);
            heard.await("withdrawn film.mkv " + content.id().shortForm() + " DELETED");
            assertThat(library.list()).isEmpty();
            assertThat(shared).isNotNull();
        }
    }

    @Test
    void a_changed_file_is_shared_as_what_it_is_now() throws Exception {
        Path file = content.writeTo(folder.resolve("film.mkv"));
        try (SharedFolder shared = share()) {
            heard.await("offered film.mkv " + content.id().shortForm());
            other.writeTo(file);
            heard.await("offered film.mkv " + other.id().shortForm());
            heard.await("withdrawn film.mkv " + content.id().shortForm());
            assertThat(library.find(content.id())).isEmpty();
            assertThat(shared).isNotNull();
        }
    }

    @Test
    void a_new_folder_and_all_below_it_is_watched_too() throws Exception {
        Path prepared = Files.createDirectories(home.resolve("prepared/deep"));
        content.writeTo(prepared.resolve("film.mkv"));
        try (SharedFolder shared = share()) {
            Path made = Files.createDirectories(folder.resolve("x/y/z"));
            other.writeTo(made.resolve("note"));
            heard.await("offered note");
            Files.move(home.resolve("prepared"), folder.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
            heard.await("offered film.mkv");
            Files.move(folder.resolve("moved"), home.resolve("away"), StandardCopyOption.ATOMIC_MOVE);
            heard.await("withdrawn film.mkv " + content.id().shortForm() + " DELETED");
            assertThat(shared).isNotNull();
        }
    }

    @Test
    void a_growing_file_is_shared_once_when_it_stopped() throws Exception {
        byte[] bytes = content.bytes();
        try (SharedFolder shared = share()) {
            Path file = folder.resolve("film.mkv");
            Files.createFile(file);
            for (int at = 0; at < bytes.length; at += 3_000) {
                Files.write(file, java.util.Arrays.copyOfRange(bytes, at, at + 3_000), StandardOpenOption.APPEND);
                Thread.onSpinWait();
            }
            heard.await("offered film.mkv " + content.id().shortForm());
            assertThat(shared).isNotNull();
        }
        assertThat(library.list()).hasSize(1);
    }

    @Test
    void what_happened_while_nobody_watched_is_noticed() throws Exception {
        Path gone = content.writeTo(folder.resolve("gone"));
        Path kept = other.writeTo(folder.resolve("kept"));
        Path changed = Files.writeString(folder.resolve("changed"), "before");
        library.add(gone);
        library.add(kept);
        library.add(changed);
        close();
        Files.delete(gone);
        Files.writeString(changed, "afterwards");
        open();
        heard.take();
        try (SharedFolder shared = share()) {
            heard.await("withdrawn gone");
            heard.await("offered changed");
            assertThat(shared).isNotNull();
        }
        assertThat(heard.take()).noneMatch(event -> event.contains("kept"));
        assertThat(library.list()).extracting(SharedEntry::name).containsExactly("changed", "kept");
    }

    @Test
    void what_is_no_folder_is_refused() throws Exception {
        Path file = content.writeTo(folder.resolve("film.mkv"));
        assertThatThrownBy(() -> SharedFolder.open(library, file, QUIET, (path, why) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no folder");
    }
}
