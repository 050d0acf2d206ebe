package dev.fileswarm.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.hash.HashProgress;
import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.serve.LibraryListener.Reason;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.transfer.ContentSource;
import dev.fileswarm.agent.transfer.FileChangedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
    private static final ChunkIndex FIRST = new ChunkIndex(0);
    private static final ChunkIndex SECOND = new ChunkIndex(1);

    private final TestContent content = TestContent.standard(300_000);
    private final Heard heard = new Heard();

    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    private Catalogue catalogue;
    private Library library;
    private Path file;

    @BeforeEach
    void writeAndOpen() throws Exception {
        file = content.writeTo(folder.resolve("film.mkv"));
        open();
    }

    private void open() throws Exception {
        catalogue = Catalogue.open(home);
        library = new Library(catalogue, heard);
    }

    @AfterEach
    void close() throws Exception {
        library.close();
        catalogue.close();
    }

    @Test
    void a_shared_file_is_uploaded_from() throws Exception {
        SharedEntry entry = library.add(file);

        assertThat(entry.content()).isEqualTo(content.id());
        assertThat(entry.name()).isEqualTo("film.mkv");
        assertThat(library.list()).containsExactly(entry);
        assertThat(heard.take())
                .containsExactly("offered film.mkv " + content.id().shortForm());
        ContentSource source = find(content.id());
        assertThat(source.held().isComplete()).isTrue();
        requireServes(source);
        assertThat(library.find(TestContent.standard(5).id())).isEmpty();
    }

    private void requireServes(ContentSource source) throws IOException {
        BlockRun run = new BlockRun(SECOND, 1, 2);
        ByteBuffer read = ByteBuffer.allocate((int) content.layout().lengthOf(run));
        source.read(run, read);
        assertThat(read.flip()).isEqualTo(content.slice(run));
        assertThat(source.chunkHashes(0, 2)).isEqualTo(content.chunkHashes());
        assertThat(source.blockHashes(FIRST, 2, 3)).isEqualTo(Arrays.copyOfRange(content.blockHashes(FIRST), 64, 160));
    }

    @Test
    void sharing_it_again_changes_nothing_and_hashes_nothing() throws Exception {
        AtomicInteger hashed = new AtomicInteger();
        HashProgress counting = (done, total) -> hashed.incrementAndGet();
        SharedEntry entry = library.add(file, "film.mkv", ChunkLayout::standard, false, counting);
        assertThat(hashed).hasValueGreaterThan(0);
        heard.take();
        hashed.set(0);

        assertThat(library.add(file, "film.mkv", ChunkLayout::standard, false, counting))
                .isEqualTo(entry);
        assertThat(heard.take()).isEmpty();

        SharedEntry renamed = library.add(file, "other.mkv", ChunkLayout::standard, false, counting);
        assertThat(renamed.content()).isEqualTo(entry.content());
        assertThat(hashed).hasValue(0);
        assertThat(heard.take())
                .containsExactly(
                        "offered other.mkv " + content.id().shortForm(),
                        "withdrawn film.mkv " + content.id().shortForm() + " REPLACED");
    }

    @Test
    void it_is_recognised_in_a_later_run_and_served_at_once() throws Exception {
        SharedEntry entry = library.add(file);
        close();
        open();
        requireServes(find(content.id()));
        AtomicInteger hashed = new AtomicInteger();
        assertThat(library.add(
                        file, "film.mkv", ChunkLayout::standard, false, (done, total) -> hashed.incrementAndGet()))
                .isEqualTo(entry);
        assertThat(hashed).hasValue(0);
    }

    @Test
    void another_layout_is_another_content_and_takes_its_place() throws Exception {
        library.add(file);
        heard.take();
        SharedEntry entry = library.add(
                file, "film.mkv", sizeBytes -> ChunkLayout.ofChunkCount(sizeBytes, 7), true, HashProgress.NONE);

        assertThat(entry.content().toString()).endsWith("-300000-n7");
        assertThat(entry.sha1()).isPresent();
        assertThat(library.find(content.id())).isEmpty();
        assertThat(heard.take())
                .hasSize(3)
                .last()
                .isEqualTo("gone " + content.id().shortForm());
    }

    @Test
    void a_file_that_changed_is_refused_and_withdrawn() throws Exception {
        library.add(file);
        heard.take();
        ContentSource source = find(content.id());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));

        assertThatThrownBy(() -> requireServes(source))
                .isInstanceOf(FileChangedException.class)
                .hasMessageContaining("film.mkv is no longer the file that was offered");
        assertThat(library.find(content.id())).isEmpty();
        assertThat(library.list()).isEmpty();
        assertThat(heard.take())
                .containsExactly(
                        "withdrawn film.mkv " + content.id().shortForm() + " CHANGED",
                        "gone " + content.id().shortForm());
        assertThatThrownBy(() -> source.blockHashes(FIRST, 0, 1)).isInstanceOf(FileChangedException.class);
        assertThat(heard.take()).isEmpty();
    }

    @Test
    void a_file_that_was_replaced_after_being_read_is_served_anew() throws Exception {
        library.add(file);
        requireServes(find(content.id()));
        byte[] bytes = content.bytes().clone();
        for (int at = 0; at < bytes.length; at++) bytes[at] ^= 1;
        TestContent other = new TestContent(bytes, content.layout());
        Path replacement = other.writeTo(folder.resolve("new"));
        Files.move(replacement, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);

        assertThat(library.add(file).content()).isEqualTo(other.id());
        ByteBuffer read = ByteBuffer.allocate(16_384);
        find(other.id()).read(new BlockRun(SECOND, 0, 1), read);
        assertThat(read.flip()).isEqualTo(other.slice(new BlockRun(SECOND, 0, 1)));
        assertThat(library.find(content.id())).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_file_whose_size_and_time_were_put_back_after_a_change_is_found_out_when_somebody_got_bad_bytes()
            throws Exception {
        SharedEntry entry = library.add(file);
        ContentSource source = library.find(content.id()).orElseThrow();
        heard.take();
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[123_456] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);

        library.recheck();
        assertThat(library.list()).containsExactly(entry); // nothing to be seen from outside
        source.doubted();

        heard.await("gone " + content.id().shortForm());
        assertThat(heard.take()).contains("withdrawn film.mkv " + content.id().shortForm() + " CHANGED");
        assertThat(library.list()).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_false_alarm_costs_one_look_and_no_offer() throws Exception {
        SharedEntry entry = library.add(file);
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch looked = new CountDownLatch(1);
        AtomicLong nanos = new AtomicLong();
        DoubtedFiles doubted = new DoubtedFiles(
                checked -> {
                    looks.incrementAndGet();
                    looked.countDown();
                    return true;
                },
                changed -> {
                    throw new AssertionError("not changed");
                },
                nanos::get);
        for (int i = 0; i < 100; i++) doubted.doubt(entry);
        looked.await();
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(9));
        for (int i = 0; i < 100; i++) doubted.doubt(entry);
        assertThat(looks).hasValue(1);
        assertThat(library.list()).containsExactly(entry);
    }

    @Test
    void a_deleted_file_is_found_by_a_look_at_all() throws Exception {
        library.add(file);
        Path kept = TestContent.standard(10).writeTo(folder.resolve("kept"));
        library.add(kept);
        heard.take();
        Files.delete(file);

        library.recheck();

        assertThat(heard.take())
                .containsExactly(
                        "withdrawn film.mkv " + content.id().shortForm() + " DELETED",
                        "gone " + content.id().shortForm());
        assertThat(library.list()).extracting(SharedEntry::name).containsExactly("kept");
    }

    @Test
    void a_content_that_two_files_have_is_gone_with_the_second() throws Exception {
        library.add(file);
        Path copy = content.writeTo(folder.resolve("copy.mkv"));
        library.add(copy);
        heard.take();

        assertThat(library.withdraw(file, Reason.WITHDRAWN)).isPresent();
        assertThat(heard.take())
                .containsExactly("withdrawn film.mkv " + content.id().shortForm() + " WITHDRAWN");
        requireServes(find(content.id()));
        assertThat(library.withdraw(file, Reason.WITHDRAWN)).isEmpty();
        library.withdraw(copy, Reason.WITHDRAWN);
        assertThat(heard.take()).endsWith("gone " + content.id().shortForm());
    }

    @Test
    void links_folders_and_missing_files_are_not_shared() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThatThrownBy(() -> library.add(link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a link");
        assertThatThrownBy(() -> library.add(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("plain file");
        assertThatThrownBy(() -> library.add(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
        assertThat(library.list()).isEmpty();
    }

    @Test
    void one_file_has_one_path_whatever_leads_to_it() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("way"), folder);
        SharedEntry entry = library.add(file);
        assertThat(library.add(link.resolve("film.mkv"))).isEqualTo(entry);
        assertThat(library.add(folder.resolve("../" + folder.getFileName() + "/film.mkv")))
                .isEqualTo(entry);
        assertThat(library.withdraw(link.resolve("film.mkv"), Reason.WITHDRAWN)).contains(entry);
    }

    @Test
    void a_running_download_serves_what_it_holds_and_then_becomes_a_file_that_is_held_and_can_be_offered()
            throws Exception {
        Path target = Files.createDirectory(folder.resolve("in"));
        try (PartFile part = PartFile.open(target, "fetched.mkv", content.id())) {
            part.manifest(content.manifest());
            library.serve(part);
            ContentSource source = find(content.id());
            assertThat(source.held().isEmpty()).isTrue();
            part.accept(content.wholeOf(SECOND), content.slice(content.wholeOf(SECOND)));
            assertThat(source.held().indexes()).containsExactly(1);
            BlockRun run = new BlockRun(SECOND, 0, 1);
            ByteBuffer read = ByteBuffer.allocate(16_384);
            source.read(run, read);
            assertThat(read.flip()).isEqualTo(content.slice(run));

            part.accept(content.wholeOf(FIRST), content.slice(content.wholeOf(FIRST)));
            part.finish(false);
            library.add(part, "fetched.mkv");
            library.forget(part);
        }
        requireServes(find(content.id()));
        assertThat(heard.take())
                .containsExactly("held fetched.mkv " + content.id().shortForm());

        assertThat(library.add(target.resolve("fetched.mkv")).isOffered()).isTrue();
        assertThat(heard.take())
                .containsExactly("offered fetched.mkv " + content.id().shortForm());
    }

    @Test
    void a_download_that_is_given_up_is_gone() throws Exception {
        try (PartFile part = PartFile.open(folder, "fetched.mkv", content.id())) {
            library.serve(part);
            library.forget(part);
        }
        assertThat(library.find(content.id())).isEmpty();
        assertThat(heard.take()).containsExactly("gone " + content.id().shortForm());
    }

    private ContentSource find(ContentId id) {
        return library.find(id).orElseThrow();
    }
}
