package dev.fileswarm.agent.transport.udp;

/**
 * Reads the frames of one packet, after it was opened. Whatever it holds, nothing is allocated for it, and what is wrong is a
 * {@link PacketException}. Numbers are varints of 1, 2, 4 or 8 bytes as in RFC 9000, section 16.
 *
 * <pre>
 * PADDING    00                                              the rest of the packet is nothing
 * PING       01
 * ACK        02 largest delay-micros u8:count count*(gap length)   ranges descend from largest; the first gap is 0
 * WINDOW     03 offset                                       the other side's stream may reach so far
 * STREAM     04 offset u16:length data
 * CHALLENGE  05 u64
 * RESPONSE   06 u64
 * CLOSE      07 u8:reason
 * </pre>
 */
final class PacketReader {
    static final int PADDING = 0;
    static final int PING = 1;
    static final int ACK = 2;
    static final int WINDOW = 3;
    static final int STREAM = 4;
    static final int CHALLENGE = 5;
    static final int RESPONSE = 6;
    static final int CLOSE = 7;

    /** More are not told in one packet. */
    static final int MAX_ACK_RANGES = 64;

    /** Streams and packet numbers end here. */
    static final long MAX_NUMBER = (1L << 48) - 1;

    /** Takes what a packet holds, in its order. */
    interface Handler {
        /** Begins an acknowledgement; its ranges follow, from the greatest down. */
        void ack(long largest, long delayMicros) throws PacketException;

        /** The packets from {@code from} up to, and without, {@code to} came. */
        void ackRange(long from, long to) throws PacketException;

        void ackEnd() throws PacketException;

        void window(long offset);

        /** The data lies in the array for the time of the call. */
        void stream(long offset, byte[] bytes, int from, int count) throws PacketException;

        void challenge(long value);

        void response(long value);

        void closed(int reason);
    }

    private byte[] bytes;
    private int at;
    private int end;

    /** Reads all frames. @return whether the packet wants to be acknowledged */
    boolean read(byte[] packet, int from, int count, Handler handler) throws PacketException {
        bytes = packet;
        at = from;
        end = from + count;
        boolean wantsAck = false;
        if (at == end) throw new PacketException("packet", "a frame", "nothing");
        while (at < end) {
            int type = bytes[at++] & 0xFF;
            switch (type) {
                case PADDING -> at = end;
                case PING -> {}
                case ACK -> ack(handler);
                case WINDOW -> handler.window(number("WINDOW: offset"));
                case STREAM -> stream(handler);
                case CHALLENGE -> handler.challenge(u64("CHALLENGE"));
                case RESPONSE -> handler.response(u64("RESPONSE"));
                case CLOSE -> handler.closed(u8("CLOSE: reason"));
                default -> throw new PacketException("frame: type", "0 to " + CLOSE, type);
            }
            wantsAck |= type != ACK && type != PADDING && type != CLOSE;
        }
        return wantsAck;
    }

    private void ack(Handler handler) throws PacketException {
        long largest = number("ACK: largest");
        handler.ack(largest, number("ACK: delay"));
        int count = u8("ACK: count");
        if (count < 1 || count > MAX_ACK_RANGES)
            throw new PacketException("ACK: count", "1 to " + MAX_ACK_RANGES, count);
        long before = largest + 1;
        for (int i = 0; i < count; i++) {
            long gap = number("ACK: gap");
            long length = number("ACK: length");
            if (i == 0 ? gap != 0 : gap == 0) throw new PacketException("ACK: gap", i == 0 ? "0" : "1 or more", gap);
            long to = before - gap;
            if (length < 1 || length > to) throw new PacketException("ACK: length", "1 to " + to, length);
            before = to - length;
            handler.ackRange(before, to);
        }
        handler.ackEnd();
    }

    private void stream(Handler handler) throws PacketException {
        long offset = number("STREAM: offset");
        int length = u8("STREAM: length") << 8 | u8("STREAM: length");
        if (length == 0 || length > end - at) throw new PacketException("STREAM: length", "1 to " + (end - at), length);
        handler.stream(offset, bytes, at, length);
        at += length;
    }

    private int u8(String field) throws PacketException {
        require(field, 1);
        return bytes[at++] & 0xFF;
    }

    private long u64(String field) throws PacketException {
        require(field, 8);
        return take(8);
    }

    private long number(String field) throws PacketException {
        require(field, 1);
        int size = 1 << ((bytes[at] & 0xFF) >>> 6);
        require(field, size);
        long value = take(size) & (-1L >>> (66 - 8 * size));
        if (value > MAX_NUMBER) throw new PacketException(field, "at most " + MAX_NUMBER, value);
        return value;
    }

    private long take(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) value = value << 8 | bytes[at++] & 0xFF;
        return value;
    }

    private void require(String field, int count) throws PacketException {
        if (end - at < count) throw new PacketException(field, count + " bytes", end - at + " bytes");
    }
}
