package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.Digest;

/** The kinds of frames with their code, and the bounds of their length (type and body) which are checked first. */
enum FrameType {
    HELLO(0x01, 1 + 4 + 2 + 2 + 2 + 2 + 2 + Hello.RANDOM_BYTES + 2, Hello.MAX_LENGTH),
    FOLLOW(0x02, 1 + FrameType.CONTENT + 1),
    HAVE(0x03, 1 + FrameType.CONTENT + 1, 1 + FrameType.CONTENT + 1 + 8_192),
    HAVE_MORE(0x04, 1 + FrameType.CONTENT + 2 + 4, 1 + FrameType.CONTENT + 2 + 4 * HaveMore.MAX_CHUNKS),
    HASHES_REQUEST(0x05, 1 + 4 + FrameType.CONTENT + 1 + 4 + 4 + 4),
    HASHES(0x06, 1 + 12 + Digest.BYTES, 1 + 12 + Digest.BYTES * Hashes.MAX_COUNT),
    REQUEST(0x07, 1 + 4 + FrameType.CONTENT + 4 + 4 + 4),
    BLOCKS(0x08, 1 + 8 + 1, 1 + 8 + Blocks.MAX_DATA_BYTES),
    CANCEL(0x09, 1 + 4),
    BUSY(0x0A, 1 + 8),
    REFUSE(0x0B, 1 + 4 + 1 + 2, 1 + 4 + 1 + 2 + Refuse.MAX_WHY_BYTES),
    PRIVATE_TEXT(0x0C, 1 + 1 + 4 + 2, 1 + 1 + 4 + 2 + PrivateText.MAX_TEXT_BYTES),
    GOODBYE(0x0D, 1 + 1 + 2, 1 + 1 + 2 + Goodbye.MAX_WHY_BYTES),
    PING(0x0E, 1 + 8),
    PONG(0x0F, 1 + 8),
    LANE_OFFER(0x10, 1 + 4 + 2 + LaneOffer.RANDOM_BYTES),
    LANE_END(0x11, 1 + 4),
    LANE_REQUEST(0x12, 1 + 4 + FrameType.CONTENT + 4 + 4 + 4),
    SUGGEST(0x80, 1 + FrameType.CONTENT + 2, 1 + FrameType.CONTENT + 2 + 4 * Suggest.MAX_CHUNKS);

    /** Bytes of a content id. */
    static final int CONTENT = Digest.BYTES + 8 + 1 + 8;

    /** Types from here on are extensions, skipped by whoever does not know them. */
    static final int FIRST_EXTENSION = 0x80;

    private static final FrameType[] BY_CODE = new FrameType[256];

    static {
        for (FrameType type : values()) BY_CODE[type.code] = type;
    }

    private final int code;
    private final int minLength;
    private final int maxLength;

    FrameType(int code, int length) {
        this(code, length, length);
    }

    FrameType(int code, int minLength, int maxLength) {
        this.code = code;
        this.minLength = minLength;
        this.maxLength = maxLength;
    }

    byte code() {
        return (byte) code;
    }

    int minLength() {
        return minLength;
    }

    int maxLength() {
        return maxLength;
    }

    void requireLength(int length) throws WireException {
        if (length < minLength || length > maxLength) {
            throw new WireException(this + ": length: expected " + minLength + " to " + maxLength + ", came " + length);
        }
    }

    /** The type of this code; null for an extension that is not known here. */
    static FrameType ofCode(int code) throws WireException {
        FrameType type = BY_CODE[code];
        if (type == null && code < FIRST_EXTENSION) {
            throw new WireException("frame: type: expected one of the protocol, came 0x%02X".formatted(code));
        }
        return type;
    }
}
