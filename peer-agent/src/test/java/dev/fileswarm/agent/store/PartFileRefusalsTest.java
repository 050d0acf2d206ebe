package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartFileRefusalsTest {
    private static final String NAME = "wanted";

    private final TestContent content = TestContent.standard(50_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {".part", ".part.map"})
    void nothing_is_written_through_a_link(String suffix) throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = folder.resolve("." + NAME + "." + content.id().shortForm() + suffix);
        for (Path target : new Path[] {victim, folder.resolve("nowhere")}) {
            Files.createSymbolicLink(link, target);
            assertThatThrownBy(() -> PartFile.open(folder, NAME, content.id()))
                    .satisfies(StoreKind.is(StoreException.Kind.NOT_PLAIN_FILE))
                    .hasMessageContaining("is a link");
            Files.delete(link);
        }
        assertThat(victim).hasContent("precious");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void nothing_is_written_into_a_file_that_has_another_name_too() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createLink(folder.resolve("." + NAME + "." + content.id().shortForm() + ".part"), victim);
        assertThatThrownBy(() -> PartFile.open(folder, NAME, content.id()))
                .satisfies(StoreKind.is(StoreException.Kind.NOT_PLAIN_FILE));
        assertThat(victim).hasContent("precious");
    }

    @Test
    void a_folder_in_the_way_is_named() throws Exception {
        Files.createDirectory(folder.resolve("." + NAME + "." + content.id().shortForm() + ".part"));
        assertThatThrownBy(() -> PartFile.open(folder, NAME, content.id()))
                .satisfies(StoreKind.is(StoreException.Kind.NOT_PLAIN_FILE))
                .hasMessageContaining("is a folder");
    }

    @Test
    void a_folder_may_be_reached_through_a_link() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        complete(link, NAME).finish(false);
        assertThat(real.resolve(NAME)).hasBinaryContent(content.bytes());
    }

    @Test
    void a_file_that_exists_is_kept_unless_forced() throws Exception {
        Path existing = Files.writeString(folder.resolve(NAME), "mine");
        try (PartFile part = complete(folder, NAME)) {
            assertThatThrownBy(() -> part.finish(false))
                    .satisfies(StoreKind.is(StoreException.Kind.EXISTS))
                    .hasMessageContaining("exists already")
                    .hasMessageContaining("--force");
            assertThat(existing).hasContent("mine");

            part.finish(true);
        }
        assertThat(existing).hasBinaryContent(content.bytes());
    }

    @Test
    void after_a_refusal_a_later_run_can_finish() throws Exception {
        Path existing = Files.writeString(folder.resolve(NAME), "mine");
        try (PartFile part = complete(folder, NAME)) {
            assertThatThrownBy(() -> part.finish(false)).satisfies(StoreKind.is(StoreException.Kind.EXISTS));
        }
        Files.delete(existing);
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.isComplete()).isTrue();
            part.finish(false);
        }
        assertThat(existing).hasBinaryContent(content.bytes());
    }

    @Test
    void force_replaces_a_link_and_not_what_it_points_to() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(folder.resolve(NAME), victim);
        try (PartFile part = complete(folder, NAME)) {
            assertThatThrownBy(() -> part.finish(false)).satisfies(StoreKind.is(StoreException.Kind.EXISTS));
            part.finish(true);
        }
        assertThat(victim).hasContent("precious");
        assertThat(Files.isSymbolicLink(folder.resolve(NAME))).isFalse();
        assertThat(folder.resolve(NAME)).hasBinaryContent(content.bytes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_folder_of_that_name_is_not_replaced_by_force_either(boolean force) throws Exception {
        Files.createDirectory(folder.resolve(NAME));
        try (PartFile part = complete(folder, NAME)) {
            assertThatThrownBy(() -> part.finish(force))
                    .satisfies(StoreKind.is(StoreException.Kind.EXISTS))
                    .hasMessageContaining("is a folder")
                    .message()
                    .doesNotContain("--force");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_unfinished_file_that_somebody_deleted_is_told_as_that_and_leaves_no_map(boolean force) throws Exception {
        try (PartFile part = complete(folder, NAME)) {
            assertThat(part.isGone()).isFalse();
            Files.delete(part.partPath());

            assertThat(part.isGone()).isTrue();
            assertThatThrownBy(() -> part.finish(force))
                    .satisfies(StoreKind.is(StoreException.Kind.DISK_FAILED))
                    .hasMessageContaining(part.partPath() + " was deleted")
                    .hasMessageEndingWith("; give the same fileswarm get again: it begins anew");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_process_that_ended_between_the_two_names_is_gone_on_with() throws Exception {
        try (PartFile part = complete(folder, NAME)) {
            Files.createLink(folder.resolve(NAME), part.partPath());
        }
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            part.finish(false);
            assertThat(part.partPath()).doesNotExist();
        }
        assertThat(folder.resolve(NAME)).hasBinaryContent(content.bytes());
        assertThat(Files.getAttribute(folder.resolve(NAME), "unix:nlink")).isEqualTo(1);
    }

    @Test
    void finishing_renames_and_does_not_copy() throws Exception {
        try (PartFile part = complete(folder, NAME)) {
            Object key = keyOf(part.partPath());
            assertThat(keyOf(part.finish(false))).isEqualTo(key);
        }
    }

    private static Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Test
    void too_little_room_is_told_before_anything_is_fetched() throws Exception {
        ContentId huge = new ContentId(content.id().root(), ChunkLayout.standard(1L << 43));
        try (PartFile part = PartFile.open(folder, NAME, huge)) {
            assertThatThrownBy(() -> part.requireRoom(ChunkSet.all(8_192)))
                    .satisfies(StoreKind.is(StoreException.Kind.DISK_FULL))
                    .hasMessageContaining("8.0 TiB are needed");
            part.requireRoom(ChunkSet.none(8_192));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_file_larger_than_the_file_system_allows_leaves_nothing_behind() {
        ContentId largest = new ContentId(content.id().root(), ChunkLayout.standard(ChunkLayout.MAX_SIZE_BYTES));
        try (PartFile part = PartFile.open(folder, NAME, largest)) {
            assertThat(part.held().isEmpty()).isTrue(); // some file systems allow it
        } catch (StoreException e) {
            assertThat(e)
                    .satisfies(StoreKind.is(StoreException.Kind.DISK_FAILED))
                    .hasMessageContaining("cannot open");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_folder_that_may_not_be_written_to_is_told_of() {
        assertThatThrownBy(() -> PartFile.open(Path.of("/sys"), NAME, content.id()))
                .satisfies(StoreKind.is(StoreException.Kind.NO_PERMISSION, StoreException.Kind.READ_ONLY))
                .hasMessageContaining("cannot open /sys/");
    }

    @Test
    void a_folder_that_does_not_exist_is_told_of() {
        assertThatThrownBy(() -> PartFile.open(folder.resolve("none"), NAME, content.id()))
                .satisfies(StoreKind.is(StoreException.Kind.DISK_FAILED))
                .hasMessageContaining("no such file or folder");
    }

    @Test
    void another_content_of_the_same_name_and_digits_is_told_of() throws Exception {
        ContentId other = new ContentId(content.id().root(), ChunkLayout.ofChunkCount(50_000, 5));
        complete(folder, NAME).close();
        assertThatThrownBy(() -> PartFile.open(folder, NAME, other))
                .satisfies(StoreKind.is(StoreException.Kind.EXISTS))
                .hasMessageContaining("another content");
    }

    @Test
    void runs_and_buffers_that_do_not_fit_are_refused() throws Exception {
        ChunkIndex first = new ChunkIndex(0);
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThatThrownBy(() -> part.accept(new BlockRun(first, 0, 1), ByteBuffer.allocate(16_383)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> part.accept(new BlockRun(first, 3, 2), ByteBuffer.allocate(16_384)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> part.accept(new BlockRun(new ChunkIndex(1), 0, 1), ByteBuffer.allocate(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_closed_file_says_so() throws Exception {
        PartFile part = PartFile.open(folder, NAME, content.id());
        part.close();
        part.close();
        BlockRun whole = content.wholeOf(new ChunkIndex(0));
        assertThatThrownBy(() -> part.accept(whole, content.slice(whole)))
                .satisfies(StoreKind.is(StoreException.Kind.DISK_FAILED))
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> part.finish(false)).isInstanceOf(IllegalStateException.class);
    }

    private PartFile complete(Path where, String name) throws StoreException {
        PartFile part = PartFile.open(where, name, content.id());
        BlockRun whole = content.wholeOf(new ChunkIndex(0));
        assertThat(part.accept(whole, content.slice(whole))).isIn(Accepted.VERIFIED, Accepted.DUPLICATE);
        return part;
    }
}
