package dev.fileswarm.agent.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The beginning of the map of an unfinished file: whose map it is (see {@link MapLayout}). */
record MapHeader(String content, String fileName) {
    private static final byte[] MAGIC = "FSWPART1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM = MAGIC.length;
    private static final int TEXT = CHECKSUM + Integer.BYTES;

    byte[] encode() {
        ByteBuffer header = ByteBuffer.allocate(MapLayout.HEADER_BYTES);
        header.put(0, MAGIC).position(TEXT);
        putText(header, content);
        putText(header, fileName);
        return header.putInt(CHECKSUM, checksum(header.array())).array();
    }

    /** @return null where the bytes are no whole header */
    static MapHeader decode(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        boolean isWhole = Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && header.getInt(CHECKSUM) == checksum(bytes);
        if (!isWhole) return null;
        header.position(TEXT);
        String content = takeText(header);
        return new MapHeader(content, takeText(header));
    }

    private static void putText(ByteBuffer header, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header.putShort((short) bytes.length).put(bytes);
    }

    private static String takeText(ByteBuffer header) {
        byte[] bytes = new byte[Math.min(header.getShort() & 0xFFFF, header.remaining())];
        header.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int checksum(byte[] header) {
        CRC32 checksum = new CRC32();
        checksum.update(header, TEXT, header.length - TEXT);
        return (int) checksum.getValue();
    }
}
