package dev.fileswarm.agent.transport.udp;

/**
 * Writes the frames of one packet, before it is sealed. The layouts stand in {@link PacketReader}. Not thread-safe.
 */
final class PacketWriter {
    private final byte[] bytes = new byte[MtuSearch.MAX_BYTES];
    private int length;
    private int limit;

    void begin(int limit) {
        this.length = 0;
        this.limit = limit;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int room() {
        return limit - length;
    }

    void ping() {
        u8(PacketReader.PING);
    }

    /** Writes as many of the newest ranges as there are room and reason for. */
    void ack(Ranges numbers, long delayMicros) {
        int last = numbers.count() - 1;
        long largest = numbers.to(last) - 1;
        u8(PacketReader.ACK);
        varint(largest);
        varint(delayMicros);
        int countAt = length;
        u8(0);
        int count = 0;
        long before = largest + 1;
        for (int i = last; i >= 0 && count < PacketReader.MAX_ACK_RANGES && room() >= 16; i--) {
            varint(before - numbers.to(i)); // the gap: 0 for the first
            varint(numbers.to(i) - numbers.from(i));
            before = numbers.from(i);
            count++;
        }
        bytes[countAt] = (byte) count;
    }

    void window(long offset) {
        u8(PacketReader.WINDOW);
        varint(offset);
    }

    void challenge(long value) {
        u8(PacketReader.CHALLENGE);
        u64(value);
    }

    void response(long value) {
        u8(PacketReader.RESPONSE);
        u64(value);
    }

    void close(int reason) {
        u8(PacketReader.CLOSE);
        u8(reason);
    }

    /** Bytes of a stream frame before its data. */
    static int streamHeadBytes(long offset) {
        return 1 + varintBytes(offset) + 2;
    }

    /** Writes the head of a stream frame. @return where its data begins; {@code count} bytes are the frame's from there */
    int stream(long offset, int count) {
        u8(PacketReader.STREAM);
        varint(offset);
        u8(count >>> 8);
        u8(count);
        int at = length;
        length += count;
        return at;
    }

    /** Fills the packet with padding. */
    void pad() {
        java.util.Arrays.fill(bytes, length, limit, (byte) PacketReader.PADDING);
        length = limit;
    }

    private void u8(int value) {
        bytes[length++] = (byte) value;
    }

    private void u64(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) u8((int) (value >>> shift));
    }

    private void varint(long value) {
        int size = varintBytes(value);
        long tagged = value | (size == 1 ? 0L : size == 2 ? 1L << 14 : size == 4 ? 2L << 30 : 3L << 62);
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) u8((int) (tagged >>> shift));
    }

    static int varintBytes(long value) {
        if (value < 1 << 6) return 1;
        if (value < 1 << 14) return 2;
        return value < 1 << 30 ? 4 : 8;
    }
}
