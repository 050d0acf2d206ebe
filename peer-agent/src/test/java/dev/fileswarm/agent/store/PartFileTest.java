package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.Digest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {
    private static final ChunkIndex FIRST = new ChunkIndex(0);
    private static final ChunkIndex LAST = new ChunkIndex(2);

    /** Two full chunks of 16 blocks, and one of 5 whole blocks and a short one. */
    private final TestContent content = TestContent.standard(2 * 262_144 + 5 * 16_384 + 100);

    @TempDir
    private Path folder;

    @Test
    void blocks_in_any_order_become_a_file() throws Exception {
        try (PartFile part = open()) {
            part.manifest(content.manifest());

            assertThat(accept(part, FIRST, 8, 8)).isEqualTo(Accepted.INCOMPLETE);
            assertThat(accept(part, LAST, 5, 1)).isEqualTo(Accepted.INCOMPLETE);
            assertThat(accept(part, FIRST, 0, 8)).isEqualTo(Accepted.VERIFIED);
            assertThat(accept(part, LAST, 0, 5)).isEqualTo(Accepted.VERIFIED);
            assertThat(part.held().indexes()).containsExactly(0, 2);
            assertThat(accept(part, new ChunkIndex(1), 0, 16)).isEqualTo(Accepted.VERIFIED);

            assertThat(part.finish(false)).isEqualTo(folder.resolve("film.mkv"));
        }
        assertThat(folder.resolve("film.mkv")).hasBinaryContent(content.bytes());
        assertThat(names()).containsExactly("film.mkv");
    }

    @Test
    void while_it_comes_only_hidden_files_are_there() throws Exception {
        try (PartFile part = open()) {
            String part8 = ".film.mkv." + content.id().shortForm() + ".part";
            assertThat(part.partPath()).isEqualTo(folder.resolve(part8));
            assertThat(names()).containsExactly(part8, part8 + ".map");
            assertThat(Files.size(part.partPath())).isEqualTo(content.id().sizeBytes());
        }
    }

    @Test
    void blocks_that_came_already_are_ignored() throws Exception {
        try (PartFile part = open()) {
            part.manifest(content.manifest());
            accept(part, FIRST, 0, 4);
            assertThat(acceptBytes(part, new BlockRun(FIRST, 1, 2), new byte[2 * 16_384]))
                    .isEqualTo(Accepted.DUPLICATE);
            assertThat(accept(part, FIRST, 2, 14)).isEqualTo(Accepted.VERIFIED);
            assertThat(acceptBytes(part, new BlockRun(FIRST, 1, 2), new byte[2 * 16_384]))
                    .isEqualTo(Accepted.DUPLICATE);

            assertThat(read(part, content.wholeOf(FIRST))).isEqualTo(bytesOf(content.wholeOf(FIRST)));
        }
    }

    @Test
    void a_bad_block_is_found_and_fetched_again_alone() throws Exception {
        try (PartFile part = open()) {
            part.manifest(content.manifest());
            accept(part, LAST, 0, 3);
            acceptBytes(part, new BlockRun(LAST, 3, 1), new byte[16_384]);
            assertThat(accept(part, LAST, 4, 2)).isEqualTo(Accepted.CORRUPT);
            assertThat(part.held().isEmpty()).isTrue();

            byte[] came = part.leafHashes(LAST);
            byte[] right = content.blockHashes(LAST);
            BitSet bad = new BitSet();
            for (int block = 0; block < 6; block++) {
                int at = block * Digest.BYTES;
                if (!Arrays.equals(came, at, at + Digest.BYTES, right, at, at + Digest.BYTES)) bad.set(block);
            }
            assertThat(bad.stream()).containsExactly(3);
            part.forget(LAST, bad);

            assertThat(part.missingBlocks(LAST).stream()).containsExactly(3);
            assertThat(accept(part, LAST, 3, 1)).isEqualTo(Accepted.VERIFIED);
        }
    }

    @Test
    void a_whole_chunk_can_be_forgotten_but_not_a_verified_one() throws Exception {
        try (PartFile part = open()) {
            part.manifest(content.manifest());
            acceptBytes(part, content.wholeOf(FIRST), new byte[262_144]);
            part.forget(FIRST);
            assertThat(part.missingBlocks(FIRST).cardinality()).isEqualTo(16);
            assertThat(accept(part, FIRST, 0, 16)).isEqualTo(Accepted.VERIFIED);

            assertThatThrownBy(() -> part.forget(FIRST)).isInstanceOf(IllegalStateException.class);
            assertThat(part.missingBlocks(FIRST).isEmpty()).isTrue();
        }
    }

    @Test
    void only_verified_chunks_are_read() throws Exception {
        try (PartFile part = open()) {
            part.manifest(content.manifest());
            accept(part, FIRST, 0, 15);
            assertThatThrownBy(() -> read(part, new BlockRun(FIRST, 0, 1))).isInstanceOf(IllegalStateException.class);
            accept(part, FIRST, 15, 1);

            assertThat(read(part, new BlockRun(FIRST, 3, 2))).isEqualTo(bytesOf(new BlockRun(FIRST, 3, 2)));
            assertThat(part.blockHashes(FIRST, 3, 2))
                    .isEqualTo(Arrays.copyOfRange(content.blockHashes(FIRST), 96, 160));
            assertThat(part.chunkHashes(1, 2)).isEqualTo(Arrays.copyOfRange(content.chunkHashes(), 32, 96));
        }
    }

    @Test
    void no_block_comes_before_the_manifest() throws Exception {
        try (PartFile part = open()) {
            assertThat(part.chunkHashes(0, 1)).isNull();
            assertThatThrownBy(() -> accept(part, FIRST, 0, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_content_of_one_chunk_needs_no_manifest_from_anybody() throws Exception {
        TestContent small = TestContent.standard(20_000);
        try (PartFile part = PartFile.open(folder, "small", small.id())) {
            assertThat(part.accept(small.wholeOf(FIRST), small.slice(small.wholeOf(FIRST))))
                    .isEqualTo(Accepted.VERIFIED);
            part.finish(false);
        }
        assertThat(folder.resolve("small")).hasBinaryContent(small.bytes());
    }

    @Test
    void a_file_of_no_bytes_finishes_at_once() throws Exception {
        try (PartFile part =
                PartFile.open(folder, "empty", TestContent.standard(0).id())) {
            assertThat(part.isComplete()).isTrue();
            part.finish(false);
        }
        assertThat(folder.resolve("empty")).isEmptyFile();
        assertThat(names()).containsExactly("empty");
    }

    @Test
    void what_came_is_there_after_closing_and_opening_again() throws Exception {
        try (PartFile part = open()) {
            part.manifest(content.manifest());
            accept(part, FIRST, 0, 16);
            accept(part, LAST, 1, 3);
        }
        try (PartFile part = open()) {
            assertThat(part.manifest()).isPresent();
            assertThat(part.held().indexes()).containsExactly(0);
            assertThat(part.partial().indexes()).containsExactly(2);
            assertThat(part.missingBlocks(LAST).stream()).containsExactly(0, 4, 5);

            accept(part, new ChunkIndex(1), 0, 16);
            accept(part, LAST, 0, 1);
            assertThat(accept(part, LAST, 4, 2)).isEqualTo(Accepted.VERIFIED);
            part.finish(false);
        }
        assertThat(folder.resolve("film.mkv")).hasBinaryContent(content.bytes());
    }

    @Test
    void a_finished_file_stays_readable_until_it_is_closed() throws Exception {
        try (PartFile part = openComplete()) {
            part.finish(false);
            assertThat(read(part, content.wholeOf(LAST))).isEqualTo(bytesOf(content.wholeOf(LAST)));
            assertThat(part.finish(false)).isEqualTo(part.finalPath());
        }
    }

    @Test
    void an_unfinished_file_is_not_given_its_name() throws Exception {
        try (PartFile part = open()) {
            assertThatThrownBy(() -> part.finish(false)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(folder.resolve("film.mkv")).doesNotExist();
    }

    @Test
    void a_run_that_ends_between_the_two_names_is_gone_on_with() throws Exception {
        Path part;
        try (PartFile complete = openComplete()) {
            part = complete.partPath();
        }
        assertThat(left().hasItsName()).isFalse();
        Files.createLink(folder.resolve("film.mkv"), part);

        assertThat(left().hasItsName()).isTrue();
        left().forgetMap();
        try (PartFile again = open()) {
            assertThat(again.held().isComplete()).isTrue();
            again.finish(false);
        }
        assertThat(names()).containsExactly("film.mkv");
    }

    @Test
    void the_map_of_a_run_that_ended_before_it_was_deleted_is_forgotten() throws Exception {
        Path map;
        byte[] left;
        try (PartFile complete = openComplete()) {
            map = complete.partPath().resolveSibling(complete.partPath().getFileName() + ".map");
            left = Files.readAllBytes(map);
            complete.finish(false);
        }
        Files.write(map, left);

        left().forgetMap();
        left().forgetMap();
        assertThat(names()).containsExactly("film.mkv");
    }

    @Test
    void the_map_of_a_file_that_is_being_fetched_is_not() throws Exception {
        try (PartFile part = open()) {
            Files.delete(part.partPath());
            left().forgetMap();
            assertThat(names()).hasSize(1);
        }
    }

    @Test
    void how_much_has_come_is_known_while_it_is_open_and_from_its_map_afterwards() throws Exception {
        assertThat(left().receivedBytes()).isZero();
        long bytes = 262_144 + 2 * 16_384 + 100;
        try (PartFile part = open()) {
            part.manifest(content.manifest());
            accept(part, FIRST, 0, 16);
            accept(part, LAST, 1, 2);
            accept(part, LAST, 5, 1); // the short one
            assertThat(part.receivedBytes()).isEqualTo(bytes);
        }
        assertThat(left().receivedBytes()).isEqualTo(bytes);
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".map")).toList()) Files.write(file, new byte[10]);
        }
        assertThat(left().receivedBytes()).as("a map that tells nothing").isZero();
    }

    @Test
    void discarding_leaves_nothing() throws Exception {
        assertThat(left().exists()).isFalse();
        PartFile part = open();
        assertThat(left().exists()).isTrue();
        part.manifest(content.manifest());
        accept(part, FIRST, 0, 16);
        part.discard();
        part.close();

        assertThat(names()).isEmpty();
        assertThat(left().exists()).isFalse();
    }

    @Test
    void a_name_of_full_length_works_too() throws Exception {
        String name = "ä".repeat(127) + "x";
        TestContent small = TestContent.standard(10);
        try (PartFile part = PartFile.open(folder, name, small.id())) {
            part.accept(small.wholeOf(FIRST), small.slice(small.wholeOf(FIRST)));
            part.finish(false);
        }
        assertThat(names()).containsExactly(name);
    }

    @Test
    void a_chunk_too_large_for_its_hashes_to_be_kept_is_read_back() throws Exception {
        ChunkLayout layout = ChunkLayout.ofChunkCount(300_000, 1);
        TestContent lone = new TestContent(layout);
        try (PartFile part = PartFile.open(folder, "lone", lone.id())) {
            part.accept(new BlockRun(FIRST, 0, 10), lone.slice(new BlockRun(FIRST, 0, 10)));
        }
        try (PartFile part = PartFile.open(folder, "lone", lone.id())) {
            assertThat(part.accept(new BlockRun(FIRST, 10, 9), lone.slice(new BlockRun(FIRST, 10, 9))))
                    .isEqualTo(Accepted.VERIFIED);
        }
    }

    private LeftFile left() throws StoreException {
        return LeftFile.of(folder, "film.mkv", content.id());
    }

    private PartFile open() throws StoreException {
        return PartFile.open(folder, "film.mkv", content.id());
    }

    private PartFile openComplete() throws StoreException {
        PartFile part = open();
        part.manifest(content.manifest());
        for (int chunk = 0; chunk < 3; chunk++) {
            BlockRun whole = content.wholeOf(new ChunkIndex(chunk));
            part.accept(whole, content.slice(whole));
        }
        return part;
    }

    private Accepted accept(PartFile part, ChunkIndex chunk, int firstBlock, int blocks) throws StoreException {
        BlockRun run = new BlockRun(chunk, firstBlock, blocks);
        return part.accept(run, content.slice(run));
    }

    private static Accepted acceptBytes(PartFile part, BlockRun run, byte[] bytes) throws StoreException {
        return part.accept(run, ByteBuffer.wrap(bytes));
    }

    private byte[] read(PartFile part, BlockRun run) throws StoreException {
        ByteBuffer into = ByteBuffer.allocate((int) content.layout().lengthOf(run));
        part.read(run, into);
        return into.array();
    }

    private byte[] bytesOf(BlockRun run) {
        byte[] bytes = new byte[(int) content.layout().lengthOf(run)];
        content.slice(run).get(bytes);
        return bytes;
    }

    private String[] names() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
        }
    }
}
