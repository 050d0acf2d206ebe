package dev.fileswarm.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.ChunkLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    private static final int FLIPS_PER_FRAME = 2_000;

    static List<FrameVector> vectors() {
        return FrameVector.ALL;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyFrameIsWrittenAsTheProtocolSays(FrameVector vector) {
        assertThat(encoded(vector.frame())).isEqualTo(vector.bytes());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyFrameIsReadAsItWasWritten(FrameVector vector) throws WireException {
        ByteBuffer in = ByteBuffer.wrap(vector.bytes());
        Frame frame = FrameCodec.decode(in);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(frame).hasSameClassAs(vector.frame());
        assertThat(encoded(frame)).isEqualTo(vector.bytes());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyFrameFitsTheRoomThatIsMadeForIt(FrameVector vector) {
        assertThat(FrameCodec.roomFor(vector.frame())).isGreaterThanOrEqualTo(vector.bytes().length);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aFrameThatIsNotAllThereIsWaitedFor(FrameVector vector) throws WireException {
        for (int length = 0; length < vector.bytes().length; length++) {
            ByteBuffer in = ByteBuffer.wrap(vector.bytes(), 0, length);
            assertThat(FrameCodec.decode(in)).as("%d bytes", length).isNull();
            assertThat(in.position()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aBodyCutAtAnyByteIsAProtocolErrorOrAShorterFrame(FrameVector vector) {
        for (int cut = 5; cut < vector.bytes().length; cut++) {
            ByteBuffer in = ByteBuffer.wrap(vector.bytes().clone(), 0, cut);
            in.putInt(0, cut - FrameCodec.LENGTH_BYTES);
            String name = decodedOrWireError(in);
            if (!(vector.frame() instanceof Blocks))
                assertThat(name).as("cut at %d", cut).isEqualTo("error");
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void flippedBitsGiveAFrameOrAProtocolErrorAndNothingElse(FrameVector vector) {
        for (long seed = 0; seed < FLIPS_PER_FRAME; seed++) {
            Random random = new Random(seed);
            byte[] bytes = vector.bytes().clone();
            int flips = 1 + random.nextInt(8);
            for (int i = 0; i < flips; i++) {
                int bit = random.nextInt(bytes.length * 8);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
            assertThat(decodedOrWireError(ByteBuffer.wrap(bytes)))
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }

    @Test
    void noiseGivesAFrameOrAProtocolErrorAndNothingElse() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[5 + random.nextInt(200)];
            random.nextBytes(bytes);
            ByteBuffer in = ByteBuffer.wrap(bytes).putInt(0, bytes.length - 4).put(4, (byte) random.nextInt(16));
            assertThat(decodedOrWireError(in.rewind())).as("seed %d", seed).isNotNull();
        }
    }

    @Test
    void blockDataIsASliceOfWhatWasReadAndNotACopy() throws WireException {
        byte[] bytes = encoded(new Blocks(1, 0, ByteBuffer.wrap(new byte[] {1, 2, 3})));
        Blocks blocks = (Blocks) FrameCodec.decode(ByteBuffer.wrap(bytes));
        bytes[bytes.length - 1] = 99;
        assertThat(blocks.data().get(2)).isEqualTo((byte) 99);
    }

    @Test
    void theLargestFramesAreAccepted() throws WireException {
        ByteBuffer data = ByteBuffer.allocate(Blocks.MAX_BLOCKS * ChunkLayout.BLOCK_BYTES);
        Blocks blocks = (Blocks) FrameCodec.decode(ByteBuffer.wrap(encoded(new Blocks(1, 0, data))));
        assertThat(blocks.blockCount()).isEqualTo(16);
        Hashes hashes = (Hashes) FrameCodec.decode(ByteBuffer.wrap(encoded(new Hashes(1, 0, new byte[8_192 * 32]))));
        assertThat(hashes.count()).isEqualTo(8_192);
    }

    static final List<List<String>> REFUSED = List.of(
            List.of("00000000", "00", "frame: length: expected 1 to 270336, came 0"),
            List.of("00042001", "08", "frame: length: expected 1 to 270336, came 270337"),
            List.of("ffffffff", "08", "frame: length: expected 1 to 270336, came 4294967295"),
            List.of("00042000", "02", "FOLLOW: length: expected 51 to 51, came 270336"),
            List.of("00000009", "1f", "frame: type: expected one of the protocol, came 0x1F"),
            List.of("00000009", "7f", "frame: type: expected one of the protocol, came 0x7F"),
            List.of("00000001", "00", "frame: type: expected one of the protocol, came 0x00"),
            List.of("0004000a", "08", "BLOCKS: length: expected 10 to 262153, came 262154"));

    @ParameterizedTest
    @FieldSource("REFUSED")
    void aBadBeginningIsRefusedBeforeTheRestIsWaitedFor(List<String> row) {
        assertThatThrownBy(() -> FrameCodec.decode(hex(row.get(0) + row.get(1))))
                .isInstanceOf(WireException.class)
                .hasMessage(row.get(2));
    }

    @Test
    void nothingLongIsReadFromWhoHasNotSaidHello() {
        assertThatThrownBy(() -> FrameCodec.decodeFirst(hex("0000200008")))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith("frame: length: expected 1 to 1217");
    }

    @Test
    void extensionsAreSkipped() throws WireException {
        ByteBuffer in = hex("00000003" + "81" + "0102" + "00000001" + "ff" + "000000050900000009");
        assertThat(FrameCodec.decode(in)).isEqualTo(new Cancel(9));
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void anExtensionThatIsNotAllThereIsWaitedFor() throws WireException {
        ByteBuffer in = hex("00000003" + "81" + "01");
        assertThat(FrameCodec.decode(in)).isNull();
        assertThat(FrameCodec.frameBytes(in)).isEqualTo(7);
    }

    private static final String ROOT = "00".repeat(32);

    static final List<List<String>> BAD_FIELDS = List.of(
            List.of("01" + "47455420" + "00".repeat(40), "HELLO: magic: expected 0x46535731, came 0x47455420"),
            List.of(
                    "01" + "46535731" + "0002" + "0001" + "0000" + "000141" + "0000" + "00".repeat(16) + "0000",
                    "HELLO: highest version: expected 2 to 65535, came 1"),
            List.of(
                    "01" + "46535731" + "0001" + "0001" + "0000" + "000120" + "0000" + "00".repeat(16) + "0000",
                    "HELLO: not a peer name"),
            List.of("02" + ROOT + "0020000000000000" + "00" + "00".repeat(8) + "01", "FOLLOW: size"),
            List.of("02" + ROOT + "0000000000000064" + "03" + "00".repeat(8) + "01", "FOLLOW: layout: expected 0 to 2"),
            List.of("02" + ROOT + "0000000000000064" + "00" + "00".repeat(7) + "0101", "FOLLOW: the standard layout"),
            List.of("02" + ROOT + "0000000000000064" + "02" + "00".repeat(7) + "0101", "FOLLOW: -n1 is the standard"),
            List.of("02" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "04", "FOLLOW: wish: expected 0 to 3"),
            List.of("03" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "03", "HAVE: form: expected 0, 1 or 2"),
            List.of("03" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "02c0", "HAVE: a spare bit"),
            List.of(
                    "03" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "0200ff",
                    "HAVE: body: expected its end"),
            List.of(
                    "04" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "0000" + "00000000",
                    "HAVE_MORE: count: expected 1"),
            List.of(
                    "04" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "0001" + "00000001",
                    "HAVE_MORE: chunk: expected 0 to 0, came 1"),
            List.of(
                    "80" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "0001" + "00000001",
                    "SUGGEST: chunk: expected 0 to 0, came 1"),
            List.of(
                    "05" + "00000001" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "02" + "00".repeat(12),
                    "HASHES_REQUEST: level: expected 0 to 1, came 2"),
            List.of(
                    "05" + "00000001" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "00" + "00".repeat(12),
                    "HASHES_REQUEST: count: expected 1 to 8192, came 0"),
            List.of("06" + "00000001" + "00000000" + "00000002" + ROOT, "HASHES: hashes: expected 64 bytes, came 32"),
            List.of(
                    "07" + "00000001" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "00".repeat(8) + "00000041",
                    "REQUEST: blocks: expected 1 to 64, came 65"),
            List.of(
                    "07" + "00000001" + ROOT + "0000000000000064" + "00" + "00".repeat(8) + "80000000" + "00".repeat(8),
                    "REQUEST: chunk: expected less than 2^31, came 2147483648"),
            List.of("0b" + "00000001" + "07" + "0000", "REFUSE: reason: expected 1 to 6, came 7"),
            List.of("0d" + "0b" + "0000", "GOODBYE: reason: expected 0 to 10, came 11"),
            List.of("0d" + "00" + "0002c328", "GOODBYE: why: expected UTF-8"),
            List.of("0d" + "00" + "0201" + "41".repeat(100), "GOODBYE: why length: expected 0 to 512, came 513"));

    @ParameterizedTest
    @FieldSource("BAD_FIELDS")
    void aBadFieldIsNamedWithWhatWasExpectedAndWhatCame(List<String> row) {
        String typeAndBody = row.getFirst();
        assertThatThrownBy(() -> FrameCodec.decode(hex("%08x".formatted(typeAndBody.length() / 2) + typeAndBody)))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith(row.get(1));
    }

    private static String decodedOrWireError(ByteBuffer in) {
        try {
            Frame frame = FrameCodec.decode(in);
            return frame == null ? "incomplete" : "frame";
        } catch (WireException e) {
            return "error";
        }
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(java.util.HexFormat.of().parseHex(hex));
    }

    private static byte[] encoded(Frame frame) {
        ByteBuffer out = ByteBuffer.allocate(FrameCodec.MAX_FRAME_BYTES);
        FrameCodec.encode(frame, out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }
}
