package dev.fileswarm.agent.wire;

import java.nio.ByteBuffer;

/**
 * Frames to bytes and back.
 *
 * <pre>
 * 0       4      5
 * +-------+------+-----------------+
 * | length| type | body            |     length counts type and body
 * +-------+------+-----------------+
 * </pre>
 */
public final class FrameCodec {
    /** The greatest length (type and body) that any frame may have. */
    public static final int MAX_LENGTH = 270_336;

    /** Bytes of the length field. */
    public static final int LENGTH_BYTES = 4;

    /** Room that every frame fits in, the block data of {@link Blocks} included. */
    public static final int MAX_FRAME_BYTES = LENGTH_BYTES + MAX_LENGTH;

    /** Bytes of a {@link Blocks} frame before its data. */
    public static final int BLOCKS_HEAD_BYTES = LENGTH_BYTES + 1 + 4 + 4;

    /** Room that the first frame fits in. */
    public static final int MAX_HELLO_BYTES = LENGTH_BYTES + Hello.MAX_LENGTH;

    /** Room for a frame's fields of fixed size. */
    private static final int SMALL_FRAME_BYTES = 128;

    private FrameCodec() {}

    /** Bytes that suffice to {@link #encode} the frame. */
    public static int roomFor(Frame frame) {
        return switch (frame) {
            case Blocks blocks -> BLOCKS_HEAD_BYTES + blocks.data().remaining();
            case Hashes hashes -> SMALL_FRAME_BYTES + hashes.hashes().length;
            case HaveMore more -> SMALL_FRAME_BYTES + 4 * more.chunks().size();
            case Suggest suggest -> SMALL_FRAME_BYTES + 4 * suggest.chunks().size();
            case Have have -> SMALL_FRAME_BYTES + Math.ceilDiv(have.held().chunkCount(), 8);
            case Hello _ -> MAX_HELLO_BYTES;
            case Refuse _, Goodbye _ -> SMALL_FRAME_BYTES + Refuse.MAX_WHY_BYTES;
            case PrivateText _ -> SMALL_FRAME_BYTES + PrivateText.MAX_TEXT_BYTES;
            case Follow _,
                    HashesRequest _,
                    Request _,
                    Cancel _,
                    Busy _,
                    Ping _,
                    Pong _,
                    LaneOffer _,
                    LaneEnd _,
                    LaneRequest _ -> SMALL_FRAME_BYTES;
        };
    }

    /** Puts the whole frame into the buffer. */
    public static void encode(Frame frame, ByteBuffer into) {
        if (frame instanceof Blocks blocks) {
            encodeHead(blocks, into);
            into.put(blocks.data().duplicate());
        } else {
            int start = into.position();
            into.position(start + LENGTH_BYTES);
            new FrameWriter(into).write(frame);
            into.putInt(start, into.position() - start - LENGTH_BYTES);
        }
    }

    /** Puts all but the data into the buffer: what follows on the wire is {@link Blocks#data} as it is. */
    public static void encodeHead(Blocks blocks, ByteBuffer into) {
        into.putInt(BLOCKS_HEAD_BYTES - LENGTH_BYTES + blocks.data().remaining())
                .put(FrameType.BLOCKS.code())
                .putInt(blocks.request())
                .putInt(blocks.firstBlock());
    }

    /**
     * Takes the next frame from the buffer, skipping extensions.
     *
     * @return null if there is no whole frame, and then the position is at the beginning of one
     * @throws WireException if what is there, even if not whole, cannot become a frame
     */
    public static Frame decode(ByteBuffer in) throws WireException {
        return decode(in, MAX_LENGTH);
    }

    /** As {@link #decode(ByteBuffer)}, for the first frame of a link: HELLO or GOODBYE, nothing longer. */
    public static Frame decodeFirst(ByteBuffer in) throws WireException {
        return decode(in, Hello.MAX_LENGTH);
    }

    /**
     * How many bytes the frame at the position has, its length field included, once {@link #decode} has seen the beginning of
     * it and found it good; 0 while that is not known.
     */
    public static int frameBytes(ByteBuffer in) {
        return in.remaining() <= LENGTH_BYTES ? 0 : LENGTH_BYTES + in.getInt(in.position());
    }

    private static Frame decode(ByteBuffer in, int maxLength) throws WireException {
        while (in.remaining() > LENGTH_BYTES) {
            int start = in.position();
            int length = in.getInt(start);
            if (length < 1 || length > maxLength) {
                throw new WireException(
                        "frame: length: expected 1 to " + maxLength + ", came " + Integer.toUnsignedString(length));
            }
            int code = in.get(start + LENGTH_BYTES) & 0xFF;
            FrameType type = FrameType.ofCode(code);
            if (type != null) type.requireLength(length);
            if (in.remaining() - LENGTH_BYTES < length) return null;

            in.position(start + LENGTH_BYTES + length);
            if (type != null) return new FrameReader(type, in.slice(start + LENGTH_BYTES + 1, length - 1)).read();
        }
        return null;
    }
}
