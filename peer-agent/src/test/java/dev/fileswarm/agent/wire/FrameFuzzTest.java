package dev.fileswarm.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come, a frame or an error in words comes of them. */
class FrameFuzzTest {
    private static final long INPUTS_PER_SEED = 20_000;

    static List<Long> seeds() throws IOException {
        try (InputStream in = FrameFuzzTest.class.getResourceAsStream("fuzz-seeds.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Long::valueOf)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hostile_bytes_give_a_frame_or_an_error_in_words(long seed) {
        new FrameCampaign(seed).run(INPUTS_PER_SEED);
    }

    /** -Dtest.jvm.options="-Dfileswarm.fuzz.inputs=… -Dfileswarm.fuzz.seed=…" chooses how many and which. */
    @Test
    @Tag("long")
    void very_many_hostile_bytes_give_a_frame_or_an_error_in_words() {
        long inputs = Long.getLong("fileswarm.fuzz.inputs", 100_000_000);
        long seed = Long.getLong("fileswarm.fuzz.seed", 0);
        System.out.println("seed " + seed + ": " + new FrameCampaign(seed).run(inputs));
    }

    @ParameterizedTest
    @EnumSource(FrameType.class)
    void every_length_around_a_limit_is_waited_for_or_refused_before_the_body_is_there(FrameType type) {
        Set<Integer> lengths = new TreeSet<>(Set.of(
                Integer.MIN_VALUE,
                -1,
                0,
                1,
                FrameCodec.MAX_LENGTH - 1,
                FrameCodec.MAX_LENGTH,
                FrameCodec.MAX_LENGTH + 1,
                Integer.MAX_VALUE));
        for (int off = -1; off <= 1; off++) {
            lengths.add(type.minLength() + off);
            lengths.add(type.maxLength() + off);
        }
        for (int length : lengths) {
            ByteBuffer in =
                    ByteBuffer.allocate(5).putInt(length).put(type.code()).flip();
            boolean isAllowed = length >= type.minLength() && length <= type.maxLength();
            String came;
            try {
                came = FrameCodec.decode(in) == null ? "waits" : "frame";
            } catch (WireException e) {
                came = "refused";
                assertThat(e.getMessage()).contains("length: expected ");
            }
            assertThat(came).as("%s of length %d", type, length).isEqualTo(isAllowed ? "waits" : "refused");
        }
    }
}
