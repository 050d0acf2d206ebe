package dev.fileswarm.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkLayoutTest {
    private static final long GIB = 1L << 30;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void chunks_follow_one_another_and_make_the_whole(long seed) {
        ChunkLayout layout = anyLayout(new Random(seed));
        long at = 0;
        long longest = 0;
        for (int index = 0; index < layout.chunkCount(); index++) {
            ChunkIndex chunk = new ChunkIndex(index);
            long lengthBytes = layout.chunkLength(chunk);
            assertThat(layout.chunkOffset(chunk)).isEqualTo(at);
            assertThat(lengthBytes).isPositive();
            assertThat(layout.blockCount(chunk)).isEqualTo((int) Math.ceilDiv(lengthBytes, 16_384L));
            at += lengthBytes;
            longest = Math.max(longest, lengthBytes);
        }
        assertThat(at).isEqualTo(layout.sizeBytes());
        assertThat(layout.maxChunkLength()).isEqualTo(longest);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void runs_of_blocks_tile_their_chunk(long seed) {
        Random random = new Random(seed);
        ChunkLayout layout = anyLayout(random);
        ChunkIndex chunk = new ChunkIndex(random.nextInt(layout.chunkCount()));
        int blocks = layout.blockCount(chunk);
        long at = layout.chunkOffset(chunk);
        for (int first = 0; first < blocks; ) {
            BlockRun run = new BlockRun(chunk, first, 1 + random.nextInt(blocks - first));
            assertThat(layout.contains(run)).isTrue();
            assertThat(layout.offsetOf(run)).isEqualTo(at);
            at += layout.lengthOf(run);
            first = run.endBlock();
        }
        assertThat(at).isEqualTo(layout.chunkOffset(chunk) + layout.chunkLength(chunk));
        assertThat(layout.contains(new BlockRun(chunk, 0, blocks + 1))).isFalse();
        assertThatThrownBy(() -> layout.lengthOf(new BlockRun(chunk, blocks, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void proportions_are_exact_up_to_the_largest_size(long seed) {
        Random random = new Random(seed);
        long sizeBytes = ChunkLayout.MAX_SIZE_BYTES - random.nextInt(100_000);
        int count = 8_193 + random.nextInt(ChunkLayout.MAX_CHUNKS - 8_192);
        ChunkLayout layout = ChunkLayout.ofChunkCount(sizeBytes, count);
        for (int index : new int[] {0, 1, random.nextInt(count), count - 1}) {
            BigInteger exact = BigInteger.valueOf(index)
                    .multiply(BigInteger.valueOf(sizeBytes))
                    .divide(BigInteger.valueOf(count));
            assertThat(layout.chunkOffset(new ChunkIndex(index))).isEqualTo(exact.longValueExact());
        }
        ChunkIndex last = new ChunkIndex(count - 1);
        assertThat(layout.chunkOffset(last) + layout.chunkLength(last)).isEqualTo(sizeBytes);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_id_is_parsed_from_what_it_prints(long seed) {
        ChunkLayout layout = anyLayout(new Random(seed));
        byte[] root = new byte[Digest.BYTES];
        new Random(seed).nextBytes(root);
        ContentId id = new ContentId(Digest.of(root), layout);
        assertThat(ContentId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void the_standard_chunk_is_the_smallest_power_of_two_that_is_enough() {
        assertThat(ChunkLayout.standard(1).chunkCount()).isEqualTo(1);
        assertThat(ChunkLayout.standard(262_144).chunkCount()).isEqualTo(1);
        assertThat(ChunkLayout.standard(262_145).chunkCount()).isEqualTo(2);
        assertThat(ChunkLayout.standard(2 * GIB).maxChunkLength()).isEqualTo(262_144);
        assertThat(ChunkLayout.standard(2 * GIB).chunkCount()).isEqualTo(8_192);
        assertThat(ChunkLayout.standard(2 * GIB + 1).maxChunkLength()).isEqualTo(524_288);
        assertThat(ChunkLayout.standard(2 * GIB + 1).chunkCount()).isEqualTo(4_097);
        assertThat(ChunkLayout.standard(ChunkLayout.MAX_SIZE_BYTES).maxChunkLength())
                .isEqualTo(ChunkLayout.MAX_CHUNK_BYTES);
    }

    @Test
    void a_cut_that_is_standard_has_no_name_of_its_own() {
        assertThat(ChunkLayout.ofChunkSize(GIB, 262_144)).isEqualTo(ChunkLayout.standard(GIB));
        assertThat(ChunkLayout.ofChunkSize(1_000, 5_000)).isEqualTo(ChunkLayout.standard(1_000));
        assertThat(ChunkLayout.ofChunkCount(1_000, 1)).isEqualTo(ChunkLayout.standard(1_000));
        assertThat(ChunkLayout.ofChunkCount(GIB, 4_096)).isEqualTo(ChunkLayout.standard(GIB));
        assertThatThrownBy(() -> new ChunkLayout(GIB, ChunkLayout.Kind.CHUNK_SIZE, 262_144))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave it out");
        assertThatThrownBy(() -> new ChunkLayout(GIB, ChunkLayout.Kind.CHUNK_COUNT, 4_096))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave it out");
    }

    @Test
    void a_chunk_as_large_as_the_whole_is_one_chunk() {
        assertThat(ChunkLayout.ofChunkSize(GIB, GIB)).isEqualTo(ChunkLayout.ofChunkCount(GIB, 1));
        assertThat(ChunkLayout.ofChunkCount(GIB, 1).maxChunkLength()).isEqualTo(GIB);
    }

    @Test
    void impossible_cuts_are_refused() {
        assertThatThrownBy(() -> ChunkLayout.ofChunkCount(9, 10)).hasMessageContaining("cannot be cut into 10 chunks");
        assertThatThrownBy(() -> ChunkLayout.ofChunkCount(GIB, 65_537)).hasMessageContaining("65537 chunks");
        assertThatThrownBy(() -> ChunkLayout.ofChunkCount(GIB, 0)).hasMessageContaining("0 chunks");
        assertThatThrownBy(() -> ChunkLayout.ofChunkSize(GIB, 0)).hasMessageContaining("chunk size 0");
        assertThatThrownBy(() -> ChunkLayout.ofChunkSize(GIB, 200)).hasMessageContaining("use at least 16384 bytes");
        assertThatThrownBy(() -> ChunkLayout.ofChunkCount(ChunkLayout.MAX_SIZE_BYTES, 1))
                .hasMessageContaining("use more chunks");
        assertThatThrownBy(() -> ChunkLayout.ofChunkSize(ChunkLayout.MAX_SIZE_BYTES, 1L << 41))
                .hasMessageContaining("use more chunks");
        assertThatThrownBy(() -> ChunkLayout.standard(1L << 53)).hasMessageContaining("outside");
        assertThatThrownBy(() -> ChunkLayout.standard(-1)).hasMessageContaining("outside");
    }

    @Test
    void a_content_of_no_bytes_has_one_id() {
        String nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-0";
        assertThat(ContentId.parse(nothing)).hasToString(nothing);
        assertThatThrownBy(() -> ContentId.parse("f" + nothing.substring(1))).hasMessageContaining("0 bytes");
        assertThat(ChunkLayout.standard(0).chunkCount()).isZero();
    }

    /** Sizes and parameters near all borders, with few enough chunks to look at each. */
    private static ChunkLayout anyLayout(Random random) {
        while (true) {
            long sizeBytes = anySize(random);
            try {
                return switch (random.nextInt(3)) {
                    case 0 -> ChunkLayout.standard(sizeBytes);
                    case 1 -> ChunkLayout.ofChunkSize(sizeBytes, near(random, sizeBytes / (1 + random.nextInt(1_000))));
                    default -> ChunkLayout.ofChunkCount(sizeBytes, 1 + random.nextInt(5_000));
                };
            } catch (IllegalArgumentException e) {
                // no such layout: another one
            }
        }
    }

    private static long anySize(Random random) {
        long power = 1L << random.nextInt(54);
        return Math.clamp(near(random, power), 1, ChunkLayout.MAX_SIZE_BYTES);
    }

    private static long near(Random random, long value) {
        return value + random.nextInt(-2, 3);
    }
}
