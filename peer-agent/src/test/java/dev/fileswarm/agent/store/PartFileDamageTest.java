package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileDamageTest {
    private static final String NAME = "damaged";
    private static final ChunkIndex PARTIAL = new ChunkIndex(2);

    /** Four chunks of two blocks and a bit. */
    private final TestContent content = new TestContent(ChunkLayout.ofChunkCount(4 * 40_000, 4));

    private final MapLayout layout = MapLayout.of(content.layout());

    @TempDir
    private Path folder;

    private Path data;
    private Path map;
    private byte[] goodMap;

    /** Chunks 0 and 3 are held, of chunk 2 the first block came. */
    @BeforeEach
    void fetchSome() throws Exception {
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            data = part.partPath();
            map = data.resolveSibling(data.getFileName() + ".map");
            part.manifest(content.manifest());
            accept(part, content.wholeOf(new ChunkIndex(0)));
            accept(part, content.wholeOf(new ChunkIndex(3)));
            accept(part, new BlockRun(PARTIAL, 0, 1));
        }
        goodMap = Files.readAllBytes(map);
        assertThat(goodMap).hasSize((int) layout.totalBytes());
    }

    @Test
    void a_map_that_is_damaged_anywhere_costs_no_verified_chunk_and_invents_none() throws Exception {
        for (int at = 0; at < goodMap.length; at = next(at)) {
            byte[] damaged = goodMap.clone();
            damaged[at] ^= (byte) 0xFF;
            requireAllSurvives(damaged, "byte " + at);
        }
    }

    @Test
    void a_map_that_was_cut_anywhere_costs_no_verified_chunk_and_invents_none() throws Exception {
        for (int length = 0; length < goodMap.length; length = next(length)) {
            requireAllSurvives(Arrays.copyOf(goodMap, length), "length " + length);
        }
    }

    /** Every byte but those of the header's text and padding, of which a few stand for all. */
    private static int next(int at) {
        if (at >= MapLayout.HEADER_BYTES - 1 || at < 16) return at + 1;
        return Math.min(at + (at < 256 ? 11 : 211), MapLayout.HEADER_BYTES - 1);
    }

    @Test
    void a_map_that_is_gone_costs_no_verified_chunk() throws Exception {
        Files.delete(map);
        PartFile.open(folder, NAME, content.id()).close();
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.held().isEmpty()).isTrue();
            part.manifest(content.manifest());
            assertThat(part.held().indexes()).containsExactly(0, 3);
        }
    }

    private void requireAllSurvives(byte[] damagedMap, String where) throws Exception {
        Files.write(map, damagedMap);
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            part.manifest(content.manifest());
            assertThat(part.held().indexes()).as(where).containsExactly(0, 3);
        }
    }

    @Test
    void blocks_that_a_damaged_map_invents_are_found_when_their_chunk_is_complete() throws Exception {
        byte[] damaged = goodMap.clone();
        damaged[(int) layout.blocks(PARTIAL.value())] = (byte) 0b011;
        Files.write(map, damaged);
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.missingBlocks(PARTIAL).stream()).containsExactly(2);
            assertThat(accept(part, new BlockRun(PARTIAL, 2, 1))).isEqualTo(Accepted.CORRUPT);
            part.forget(PARTIAL);
            assertThat(accept(part, content.wholeOf(PARTIAL))).isEqualTo(Accepted.VERIFIED);
        }
    }

    @Test
    void after_a_restart_of_the_machine_what_is_held_is_checked() throws Exception {
        damageData(0);
        setSlots(new MapSlot(9, "another boot", held(0, 3)), null);
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.held().indexes()).containsExactly(3);
            assertThat(part.missingBlocks(new ChunkIndex(0)).cardinality()).isEqualTo(3);
            assertThat(accept(part, content.wholeOf(new ChunkIndex(0)))).isEqualTo(Accepted.VERIFIED);
        }
    }

    @Test
    void what_the_disk_was_not_told_to_keep_is_checked() throws Exception {
        damageData(0);
        setSlots(null, new MapSlot(1, BootId.current(), held(3)));
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.held().indexes()).containsExactly(3);
        }
    }

    @Test
    void the_later_slot_counts() throws Exception {
        damageData(3);
        setSlots(new MapSlot(8, BootId.current(), held(0)), new MapSlot(7, "another boot", held(0, 3)));
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.held().indexes()).containsExactly(0);
        }
    }

    @Test
    void a_file_that_was_cut_is_checked() throws Exception {
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
            channel.truncate(150_000);
        }
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.held().indexes()).containsExactly(0);
            assertThat(Files.size(data)).isEqualTo(160_000);
        }
    }

    @Test
    void a_file_that_is_gone_is_begun_anew() throws Exception {
        Files.delete(data);
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.held().isEmpty()).isTrue();
            assertThat(part.partial().isEmpty()).isTrue();
            part.manifest(content.manifest());
            assertThat(accept(part, content.wholeOf(PARTIAL))).isEqualTo(Accepted.VERIFIED);
        }
    }

    @Test
    void a_chunk_of_which_all_blocks_came_before_a_crash_is_verified() throws Exception {
        setSlots(null, new MapSlot(1, BootId.current(), held(3)));
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThat(part.held().indexes()).containsExactly(0, 3);
        }
    }

    private void damageData(int chunk) throws Exception {
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), content.layout().chunkOffset(new ChunkIndex(chunk)) + 5);
        }
    }

    private void setSlots(MapSlot first, MapSlot second) throws Exception {
        byte[] bytes = Files.readAllBytes(map);
        MapSlot[] slots = {first, second};
        for (int number = 0; number < 2; number++) {
            byte[] slot = slots[number] == null ? new byte[layout.slotBytes()] : slots[number].encode();
            System.arraycopy(slot, 0, bytes, (int) layout.slot(number), slot.length);
        }
        Files.write(map, bytes);
    }

    private static ChunkSet held(int... chunks) {
        ChunkSet held = ChunkSet.none(4);
        for (int chunk : chunks) held.add(new ChunkIndex(chunk));
        return held;
    }

    private Accepted accept(PartFile part, BlockRun run) throws StoreException {
        return part.accept(run, content.slice(run));
    }
}
