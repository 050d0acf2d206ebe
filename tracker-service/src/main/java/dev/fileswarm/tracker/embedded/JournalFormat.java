package dev.fileswarm.tracker.embedded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The journal's bytes. A file is one head and then frames; everything is little-endian.
 *
 * <pre>
 *   head    0        4         8                        16        20
 *           +--------+---------+------------------------+---------+
 *           | "FSWJ" | version | sequence before frame 1| CRC32C  |
 *           +--------+---------+------------------------+---------+
 *
 *   frame   0        4         8                        16
 *           +--------+---------+------------------------+------------------+
 *           | length | CRC32C  | sequence               | effects (length) |
 *           +--------+---------+------------------------+------------------+
 * </pre>
 *
 * A frame is what one sync made durable. Its checksum covers length, sequence and effects. Sequences go up by one, and a
 * frame is written only after the frame before it is synced: that is how a reader tells the last frame, torn by a crash
 * and never acknowledged, from a damaged one, which has whole frames behind it.
 */
final class JournalFormat {
    static final int HEAD_BYTES = 20;
    static final int FRAME_HEAD_BYTES = 16;
    static final int VERSION = 1;
    static final int MAGIC = 0x4A575346; // "FSWJ" in file order

    private JournalFormat() {}

    static ByteBuffer head(long sequenceBefore) {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(MAGIC).putInt(VERSION).putLong(sequenceBefore);
        CRC32C crc = new CRC32C();
        crc.update(head.array(), 0, head.position());
        return head.putInt((int) crc.getValue()).flip();
    }

    /** The head of the frame that holds {@code effects} (from its position to its limit, which stay as they are). */
    static ByteBuffer frameHead(long sequence, ByteBuffer effects) {
        int length = effects.remaining();
        return ByteBuffer.allocate(FRAME_HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putInt(checksum(length, sequence, effects))
                .putLong(sequence)
                .flip();
    }

    static int checksum(int length, long sequence, ByteBuffer effects) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putLong(sequence)
                .flip());
        crc.update(effects.duplicate());
        return (int) crc.getValue();
    }
}
