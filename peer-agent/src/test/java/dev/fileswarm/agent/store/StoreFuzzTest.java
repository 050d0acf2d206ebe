package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.Mutations;
import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies on the disk may be anything: it is right, or refused in words, and never taken for a chunk that it is not. */
class StoreFuzzTest {
    private static final int INPUTS = 10_000;

    @TempDir
    private Path folder;

    @Test
    void a_header_or_a_slot_of_a_map_is_whole_or_nothing() {
        List<byte[]> good =
                List.of(new MapHeader("content", "name").encode(), new MapSlot(7, "boot", ChunkSet.all(9)).encode());
        new Mutations(1, good).feed(INPUTS, bytes -> {
            if (bytes.length >= 16) MapHeader.decode(bytes);
            if (bytes.length == MapSlot.encodedBytes(9)) {
                MapSlot slot = MapSlot.decode(9, bytes);
                if (slot != null) assertThat(slot.chunks().chunkCount()).isEqualTo(9);
            }
        });
    }

    @Test
    void an_entry_of_the_catalogue_is_read_or_called_damaged() {
        TestContent content = new TestContent(ChunkLayout.standard(100_000));
        SharedEntry shared = new SharedEntry(
                Path.of("/a/b"), "b", content.id(), new FileStamp(1, 2), Optional.of("0".repeat(40)), true);
        DownloadEntry download = new DownloadEntry(content.id(), Path.of("/a"), "b", DownloadEntry.State.PAUSED);
        new Mutations(1, List.of(CatalogueCodec.encode(shared), CatalogueCodec.encode(download)))
                .feed(INPUTS, bytes -> {
                    damagedOrGood(() -> CatalogueCodec.decodeShared("/a/b", bytes));
                    damagedOrGood(() -> CatalogueCodec.decodeDownload("/a\0b", bytes));
                });
    }

    private static void damagedOrGood(Runnable read) {
        try {
            read.run();
        } catch (CatalogueTables.Damaged | IllegalStateException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_map_of_any_bytes_opens_or_is_refused_and_invents_no_chunk(long seed) throws Exception {
        TestContent content = new TestContent(ChunkLayout.ofChunkCount(4 * 20_000, 4));
        Path map;
        Path data;
        try (PartFile part = PartFile.open(folder, "a.bin", content.id())) {
            part.manifest(content.manifest());
            BlockRun all = content.wholeOf(new ChunkIndex(1));
            part.accept(all, content.slice(all), new java.util.BitSet());
            data = part.partPath();
            map = data.resolveSibling(data.getFileName() + ".map");
        }
        byte[] goodData = Files.readAllBytes(data);
        new Mutations(seed, List.of(Files.readAllBytes(map))).feed(50, bytes -> {
            Files.write(map, bytes);
            Files.write(data, goodData);
            try (PartFile part = PartFile.open(folder, "a.bin", content.id())) {
                part.manifest(content.manifest());
                assertThat(part.held().indexes()).isSubsetOf(1);
            } catch (StoreException e) {
                assertThat(e.getMessage()).isNotBlank();
                Files.deleteIfExists(map);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_catalogue_of_any_bytes_opens_or_is_refused(long seed) throws Exception {
        TestContent content = new TestContent(ChunkLayout.standard(100_000));
        try (Catalogue catalogue = Catalogue.open(folder)) {
            catalogue.share(
                    new SharedEntry(Path.of("/a/b"), "b", content.id(), new FileStamp(1, 2), Optional.empty(), true),
                    content.manifest());
        }
        Path file;
        try (var files = Files.list(folder)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        new Mutations(seed, List.of(Files.readAllBytes(file))).feed(40, bytes -> {
            Files.write(file, bytes);
            try (Catalogue catalogue = Catalogue.open(folder)) {
                catalogue.shared().forEach(entry -> assertThat(entry.content()).isEqualTo(content.id()));
                catalogue.downloads();
            } catch (StoreException | CatalogueTables.Damaged | IllegalStateException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }
}
