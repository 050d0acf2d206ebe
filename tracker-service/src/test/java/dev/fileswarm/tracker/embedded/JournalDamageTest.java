package dev.fileswarm.tracker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader makes of a journal that a crash or a bad disk left behind. */
class JournalDamageTest {
    private static final int FRAMES = 5;

    @TempDir
    Path folder;

    private Path path;
    private byte[] whole;
    private final long[] frameStarts = new long[FRAMES + 1];

    @BeforeEach
    void writeFiveFramesOfTwoEffects() throws IOException {
        path = folder.resolve("store.journal");
        try (JournalFile file = JournalFile.create(new Disk(), path, 41)) {
            for (int i = 0; i < FRAMES; i++) {
                frameStarts[i] = file.bytes();
                file.append(frame(i));
            }
            frameStarts[FRAMES] = file.bytes();
        }
        whole = Files.readAllBytes(path);
    }

    private static ByteBuf frame(int i) {
        ByteBuf frame = Unpooled.buffer();
        EffectCodec.encode(new Effect.Put("db.things", new Document("_id", 2 * i)), frame);
        EffectCodec.encode(new Effect.Put("db.things", new Document("_id", 2 * i + 1)), frame);
        return frame;
    }

    private record Read(JournalReader.End end, List<Effect> effects) {}

    private Read read(byte[] bytes) throws IOException {
        Files.write(path, bytes);
        List<Effect> effects = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new Read(JournalReader.read(path, channel, effects::add), effects);
        }
    }

    @Test
    void a_whole_journal_is_read_to_its_end() throws IOException {
        Read read = read(whole);
        assertThat(read.end()).isEqualTo(new JournalReader.End(whole.length, 0, 41 + FRAMES));
        assertThat(read.effects()).hasSize(2 * FRAMES).endsWith(new Effect.Put("db.things", new Document("_id", 9)));
    }

    @Test
    void a_last_frame_cut_off_at_any_byte_is_left_out() throws IOException {
        int start = (int) frameStarts[FRAMES - 1];
        for (int length = start; length < whole.length; length++) {
            Read read = read(Arrays.copyOf(whole, length));
            assertThat(read.end()).isEqualTo(new JournalReader.End(start, length - start, 41 + FRAMES - 1));
            assertThat(read.effects()).hasSize(2 * (FRAMES - 1));
        }
    }

    @Test
    void a_last_frame_of_which_the_disk_kept_some_pages_only_is_left_out() throws IOException {
        int start = (int) frameStarts[FRAMES - 1];
        byte[] zeroed = whole.clone();
        Arrays.fill(zeroed, start, whole.length, (byte) 0);
        assertThat(read(zeroed).effects()).hasSize(2 * (FRAMES - 1));
        byte[] halfZeroed = whole.clone();
        Arrays.fill(halfZeroed, start, start + 20, (byte) 0);
        assertThat(read(halfZeroed).effects()).hasSize(2 * (FRAMES - 1));
    }

    @Test
    void a_byte_flipped_in_any_frame_but_the_last_is_refused_with_its_place() {
        for (int frame = 0; frame < FRAMES - 1; frame++) {
            for (int at = (int) frameStarts[frame]; at < frameStarts[frame + 1]; at++) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << (at % 8));
                assertThatThrownBy(() -> read(flipped))
                        .isInstanceOf(EmbeddedStoreException.class)
                        .hasMessageContaining("damaged at byte " + frameStarts[frame] + ":")
                        .hasMessageContaining(path.toString());
            }
        }
    }

    @Test
    void a_byte_flipped_in_the_head_is_refused() {
        for (int at = 0; at < JournalFormat.HEAD_BYTES; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            assertThatThrownBy(() -> read(flipped)).isInstanceOf(EmbeddedStoreException.class);
        }
    }

    @Test
    void a_missing_frame_is_refused_with_its_place() {
        byte[] without = new byte[whole.length - (int) (frameStarts[2] - frameStarts[1])];
        System.arraycopy(whole, 0, without, 0, (int) frameStarts[1]);
        System.arraycopy(
                whole, (int) frameStarts[2], without, (int) frameStarts[1], whole.length - (int) frameStarts[2]);
        assertThatThrownBy(() -> read(without))
                .hasMessageContaining("damaged at byte " + frameStarts[1])
                .hasMessageContaining("sequence");
    }

    @Test
    void another_file_is_not_taken_for_a_journal() {
        assertThatThrownBy(() -> read("hello, this is somebody's text".getBytes()))
                .hasMessageContaining("not a journal");
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("not a journal");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void no_rubbish_behind_the_frames_is_taken_for_one(long seed) throws IOException {
        byte[] rubbish = new byte[4096];
        new Random(seed).nextBytes(rubbish);
        byte[] bytes = Arrays.copyOf(whole, whole.length + rubbish.length);
        System.arraycopy(rubbish, 0, bytes, whole.length, rubbish.length);
        assertThat(read(bytes).end()).isEqualTo(new JournalReader.End(whole.length, rubbish.length, 41 + FRAMES));
    }

    @Test
    void a_torn_frame_is_cut_off_for_good_and_the_store_goes_on() throws IOException {
        Files.delete(path);
        StoreClient.inStore(
                folder, database -> database.getCollection("things").insertOne(new org.bson.Document("_id", 1)));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
        }
        StoreClient.inStore(
                folder, database -> database.getCollection("things").insertOne(new org.bson.Document("_id", 2)));
        StoreClient.inStore(
                folder,
                database -> assertThat(database.getCollection("things").countDocuments())
                        .isEqualTo(2));
    }

    @Test
    void a_damaged_store_is_not_opened_and_not_changed() throws IOException {
        Files.delete(path);
        StoreClient.inStore(
                folder,
                database -> database.getCollection("things")
                        .insertOne(new org.bson.Document("_id", 1).append("text", "precious")));
        byte[] bytes = Files.readAllBytes(path);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("precious");
        bytes[at] ^= 1;
        Files.write(path, bytes);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> EmbeddedStore.open(folder))
                    .isInstanceOf(EmbeddedStoreException.class)
                    .hasMessageContaining("damaged at byte");
            assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
        }
    }
}
