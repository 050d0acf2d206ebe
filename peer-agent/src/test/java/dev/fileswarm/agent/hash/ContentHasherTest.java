package dev.fileswarm.agent.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHasherTest {
    @TempDir
    private Path folder;

    /** Larger than a unit of work, so that several threads share it. */
    private static final int LARGE = 21 * (1 << 20) + 12_345;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 85, 1000})
    void chunks_of_any_size_are_shared_between_threads_rightly(long chunks) throws Exception {
        TestContent content = new TestContent(ChunkLayout.ofChunkCount(LARGE, chunks));
        Path file = content.writeTo(folder.resolve("large"));

        HashedFile hashed = ContentHasher.hash(file, sizeBytes -> content.layout(), HashProgress.NONE);

        assertThat(hashed.content()).isEqualTo(content.id());
        assertThat(hashed.manifest().slice(0, (int) chunks)).isEqualTo(content.chunkHashes());
        assertThat(hashed.stamp()).isEqualTo(FileStamp.of(file));
        assertThat(hashed.sha1()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_choice_of_chunks_can_be_hashed(long seed) throws Exception {
        Random random = new Random(seed);
        TestContent content = new TestContent(ChunkLayout.ofChunkSize(3_000_000, 1_000 + random.nextInt(2_000_000)));
        ChunkSet some = ChunkSet.none(content.layout().chunkCount());
        byte[] expected = content.chunkHashes();
        for (int chunk = 0; chunk < some.chunkCount(); chunk++) {
            if (random.nextBoolean()) {
                some.add(new dev.fileswarm.agent.model.ChunkIndex(chunk));
            } else {
                Arrays.fill(expected, chunk * Digest.BYTES, (chunk + 1) * Digest.BYTES, (byte) 0);
            }
        }
        BlockReader reader = (into, offset) -> into.put(content.bytes(), (int) offset, into.remaining());

        assertThat(ChunkHasher.hash(content.layout(), some, reader, HashProgress.NONE))
                .isEqualTo(expected);
    }

    @Test
    void sha1_is_worked_out_beside() throws Exception {
        TestContent content = TestContent.standard(LARGE);
        Path file = content.writeTo(folder.resolve("large"));

        HashedFile hashed = ContentHasher.hashWithSha1(file, ChunkLayout::standard, HashProgress.NONE);

        byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(content.bytes());
        assertThat(hashed.sha1()).contains(HexFormat.of().formatHex(sha1));
        assertThat(hashed.content()).isEqualTo(content.id());
    }

    @Test
    void progress_rises_to_the_whole() throws Exception {
        Path file = TestContent.standard(LARGE).writeTo(folder.resolve("large"));
        List<Long> heard = new ArrayList<>();
        ContentHasher.hash(file, ChunkLayout::standard, (done, total) -> {
            assertThat(total).isEqualTo(LARGE);
            heard.add(done);
        });
        assertThat(heard).isSorted().endsWith((long) LARGE).hasSizeGreaterThan(3);
    }

    enum Change {
        WRITTEN {
            @Override
            void make(Path file) throws IOException {
                Files.write(file, new byte[] {1}, StandardOpenOption.WRITE);
            }
        },
        GROWN {
            @Override
            void make(Path file) throws IOException {
                FileTime modified = Files.getLastModifiedTime(file);
                Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
                Files.setLastModifiedTime(file, modified);
            }
        },
        CUT {
            @Override
            void make(Path file) throws IOException {
                Files.write(file, new byte[] {1}, StandardOpenOption.TRUNCATE_EXISTING);
            }
        },
        REPLACED {
            @Override
            void make(Path file) throws IOException {
                Path other = file.resolveSibling("other");
                Files.copy(file, other, StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        DELETED {
            @Override
            void make(Path file) throws IOException {
                Files.delete(file);
            }
        };

        abstract void make(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_changes_meanwhile_is_refused(Change change) throws Exception {
        Path file = TestContent.standard(LARGE).writeTo(folder.resolve("large"));
        AtomicReference<Change> next = new AtomicReference<>(change);

        assertThatThrownBy(() -> ContentHasher.hash(file, ChunkLayout::standard, (done, total) -> {
                    Change now = next.getAndSet(null);
                    if (now != null) makeUnchecked(now, file);
                }))
                .isInstanceOf(FileChangingException.class)
                .hasMessageContaining("large changed while it was read");
    }

    private static void makeUnchecked(Change change, Path file) {
        try {
            change.make(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void links_and_folders_are_not_hashed() throws Exception {
        Path file = TestContent.standard(10).writeTo(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        for (Path path : new Path[] {link, folder}) {
            assertThatThrownBy(() -> ContentHasher.hash(path, ChunkLayout::standard, HashProgress.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a plain file");
        }
        assertThatThrownBy(() -> ContentHasher.hash(folder.resolve("none"), ChunkLayout::standard, HashProgress.NONE))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void an_interrupt_ends_it() throws Exception {
        Path file = TestContent.standard(LARGE).writeTo(folder.resolve("large"));
        Thread caller = Thread.currentThread();
        AtomicBoolean isInterrupted = new AtomicBoolean(); // once: a second worker may tell its progress after the end
        HashProgress interrupting = (done, total) -> {
            if (isInterrupted.compareAndSet(false, true)) caller.interrupt();
        };
        assertThatThrownBy(() -> ContentHasher.hash(file, ChunkLayout::standard, interrupting))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void what_the_listener_throws_comes_out() throws Exception {
        Path file = TestContent.standard(LARGE).writeTo(folder.resolve("large"));
        assertThatThrownBy(() -> ContentHasher.hash(file, ChunkLayout::standard, (done, total) -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }

    @Test
    void a_hasher_that_failed_midway_is_clean_for_the_next() throws Exception {
        TestContent content = TestContent.standard(16_384);
        byte[] leaf = new byte[Digest.BYTES];
        try (BlockHasher hasher = BlockHasher.borrow()) {
            assertThatThrownBy(() -> hasher.hash(ByteBuffer.wrap(content.bytes()), new byte[8], 0))
                    .isInstanceOf(RuntimeException.class);
        }
        try (BlockHasher hasher = BlockHasher.borrow()) {
            hasher.hash(ByteBuffer.wrap(content.bytes()), leaf, 0);
        }
        assertThat(leaf).isEqualTo(content.id().root().toBytes());
    }
}
