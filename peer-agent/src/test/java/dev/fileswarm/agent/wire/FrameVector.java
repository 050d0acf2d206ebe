package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.HashesRequest.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Frames of every kind with their bytes. The bytes were made from docs/wire-protocol.md by another program, not by the codec.
 *
 * @param name for a test's name
 */
record FrameVector(String name, Frame frame, byte[] bytes) {
    static final Digest ROOT = Digest.parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    /** Four chunks. */
    static final ContentId STANDARD = new ContentId(ROOT, ChunkLayout.standard(1_000_000));

    /** Nine chunks. */
    static final ContentId TEN_BYTE_CHUNKS = new ContentId(ROOT, ChunkLayout.ofChunkSize(90, 10));

    static final ContentId THREE_CHUNKS = new ContentId(ROOT, ChunkLayout.ofChunkCount(100, 3));

    static final List<FrameVector> ALL = List.of(
            vector(
                    "HELLO",
                    new Hello(1, 1, "t-1", new PeerName("Alice"), "cred.sig", filled(0xAB, 16), "fileswarm/1"),
                    "0000003c0146535731000100010003742d310005416c6963650008637265642e736967ababababababababababababab"
                            + "ababab000b66696c65737761726d2f31"),
            vector(
                    "FOLLOW on",
                    new Follow(STANDARD, Follow.Wish.ON),
                    "0000003302000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00000000000f4240000000"
                            + "00000000000001"),
            vector(
                    "FOLLOW off",
                    new Follow(THREE_CHUNKS, Follow.Wish.DONE),
                    "0000003302000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000000000064020000"
                            + "00000000000300"),
            vector(
                    "FOLLOW stopped",
                    new Follow(THREE_CHUNKS, Follow.Wish.STOPPED),
                    "0000003302000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000000000064020000"
                            + "00000000000302"),
            vector(
                    "FOLLOW bad data",
                    new Follow(THREE_CHUNKS, Follow.Wish.BAD_DATA),
                    "0000003302000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000000000064020000"
                            + "00000000000303"),
            vector(
                    "HAVE nothing",
                    new Have(TEN_BYTE_CHUNKS, ChunkSet.none(9)),
                    "0000003303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f000000000000005a010000"
                            + "00000000000a00"),
            vector(
                    "HAVE everything",
                    new Have(TEN_BYTE_CHUNKS, ChunkSet.all(9)),
                    "0000003303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f000000000000005a010000"
                            + "00000000000a01"),
            vector(
                    "HAVE map",
                    new Have(TEN_BYTE_CHUNKS, chunks(9, 1, 7, 8)),
                    "0000003503000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f000000000000005a010000"
                            + "00000000000a024180"),
            vector(
                    "HAVE_MORE",
                    new HaveMore(TEN_BYTE_CHUNKS, List.of(new ChunkIndex(3), new ChunkIndex(8))),
                    "0000003c04000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f000000000000005a010000"
                            + "00000000000a00020000000300000008"),
            vector(
                    "SUGGEST",
                    new Suggest(TEN_BYTE_CHUNKS, List.of(new ChunkIndex(3), new ChunkIndex(8))),
                    "0000003c80000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f000000000000005a010000"
                            + "00000000000a00020000000300000008"),
            vector(
                    "SUGGEST whatever is liked",
                    new Suggest(TEN_BYTE_CHUNKS, List.of()),
                    "0000003480000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f000000000000005a010000"
                            + "00000000000a0000"),
            vector(
                    "HASHES_REQUEST chunks",
                    new HashesRequest(7, STANDARD, Level.CHUNKS, new ChunkIndex(0), 1, 3),
                    "000000430500000007000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00000000000f42"
                            + "4000000000000000000000000000000000000100000003"),
            vector(
                    "HASHES_REQUEST blocks",
                    new HashesRequest(8, STANDARD, Level.BLOCKS, new ChunkIndex(2), 0, 16),
                    "000000430500000008000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00000000000f42"
                            + "4000000000000000000001000000020000000000000010"),
            vector(
                    "HASHES",
                    new Hashes(7, 1, twoHashes()),
                    "0000004d0600000007000000010000000211111111111111111111111111111111111111111111111111111111111111"
                            + "112222222222222222222222222222222222222222222222222222222222222222"),
            vector(
                    "REQUEST",
                    new Request(0xFFFFFFFE, STANDARD, new BlockRun(new ChunkIndex(2), 4, 12)),
                    "0000004207fffffffe000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00000000000f42"
                            + "4000000000000000000000000002000000040000000c"),
            vector(
                    "BLOCKS",
                    new Blocks(9, 15, ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII))),
                    "0000000e08000000090000000f68656c6c6f"),
            vector("CANCEL", new Cancel(9), "000000050900000009"),
            vector("BUSY", new Busy(9, 1500), "000000090a00000009000005dc"),
            vector(
                    "REFUSE",
                    new Refuse(9, RefuseReason.BAD_REQUEST, "no such chunk"),
                    "000000150b0000000904000d6e6f2073756368206368756e6b"),
            vector("PRIVATE_TEXT open", PrivateText.open(0x01020304), "000000080c00010203040000"),
            vector("PRIVATE_TEXT text", PrivateText.text(1, "hé"), "0000000b0c0100000001000368c3a9"),
            vector("PRIVATE_TEXT taken", PrivateText.taken(2), "000000080c02000000020000"),
            vector("PRIVATE_TEXT close", PrivateText.close("bye"), "0000000b0c03000000000003627965"),
            vector("GOODBYE", new Goodbye(CloseReason.TIMED_OUT, "über"), "000000090d080005c3bc626572"),
            vector("PING", new Ping(0x0102030405060708L), "000000090e0102030405060708"),
            vector("PONG", new Pong(-1), "000000090fffffffffffffffff"),
            vector(
                    "LANE_OFFER",
                    new LaneOffer(2, 55_000, filled(0xCD, 16)),
                    "000000171000000002d6d8cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"),
            vector("LANE_END", new LaneEnd(7), "000000051100000007"),
            vector(
                    "LANE_REQUEST",
                    new LaneRequest(new Request(9, STANDARD, new BlockRun(new ChunkIndex(2), 0, 16))),
                    "000000421200000009000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00000000000f42"
                            + "40000000000000000000000000020000000000000010"));

    private static FrameVector vector(String name, Frame frame, String hex) {
        return new FrameVector(name, frame, HexFormat.of().parseHex(hex));
    }

    private static byte[] twoHashes() {
        byte[] hashes = filled(0x22, 64);
        Arrays.fill(hashes, 0, 32, (byte) 0x11);
        return hashes;
    }

    static byte[] filled(int value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static ChunkSet chunks(int count, int... held) {
        ChunkSet set = ChunkSet.none(count);
        for (int chunk : held) set.add(new ChunkIndex(chunk));
        return set;
    }

    @Override
    public String toString() {
        return name;
    }
}
