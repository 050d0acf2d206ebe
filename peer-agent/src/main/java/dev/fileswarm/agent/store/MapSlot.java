package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ChunkSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which chunks were on the disk at one moment, as the map of an unfinished file says it (see {@link MapLayout}).
 *
 * @param sequence from 1 on; the slot with the higher one counts
 * @param bootId that run of the machine during which it was written
 */
record MapSlot(long sequence, String bootId, ChunkSet chunks) {
    private static final int SEQUENCE = Integer.BYTES;
    private static final int BOOT_ID = SEQUENCE + Long.BYTES;
    private static final int CHUNKS = BOOT_ID + BootId.MAX_LENGTH;

    static int encodedBytes(int chunkCount) {
        return CHUNKS + Math.ceilDiv(chunkCount, Byte.SIZE);
    }

    byte[] encode() {
        ByteBuffer slot = ByteBuffer.allocate(encodedBytes(chunks.chunkCount()));
        slot.putLong(SEQUENCE, sequence);
        slot.put(BOOT_ID, bootId.getBytes(StandardCharsets.US_ASCII));
        slot.put(CHUNKS, chunks.toMap());
        return slot.putInt(0, checksum(slot.array())).array();
    }

    /** @return null where the slot was never written, or not to its end */
    static MapSlot decode(int chunkCount, byte[] bytes) {
        ByteBuffer slot = ByteBuffer.wrap(bytes);
        long sequence = slot.getLong(SEQUENCE);
        if (sequence < 1 || slot.getInt(0) != checksum(bytes)) return null;
        String bootId = new String(bytes, BOOT_ID, BootId.MAX_LENGTH, StandardCharsets.US_ASCII).replace("\0", "");
        byte[] map = new byte[bytes.length - CHUNKS];
        slot.get(CHUNKS, map);
        try {
            return new MapSlot(sequence, bootId, ChunkSet.fromMap(chunkCount, map));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static MapSlot later(MapSlot one, MapSlot other) {
        if (one == null || other == null) return one == null ? other : one;
        return one.sequence > other.sequence ? one : other;
    }

    private static int checksum(byte[] slot) {
        CRC32 checksum = new CRC32();
        checksum.update(slot, SEQUENCE, slot.length - SEQUENCE);
        return (int) checksum.getValue();
    }
}
