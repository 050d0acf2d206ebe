package dev.fileswarm.tracker.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Reads a journal from its head to its last whole frame; see {@link JournalFormat}. */
final class JournalReader {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final MemorySegment file;

    private JournalReader(Path path, MemorySegment file) {
        this.path = path;
        this.file = file;
    }

    /** @param tornBytes bytes behind the last whole frame, of a frame that was never acknowledged */
    record End(long wholeBytes, long tornBytes, long lastSequence) {}

    static End read(Path path, FileChannel channel, Consumer<Effect> effects) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new JournalReader(path, file).read(effects);
        }
    }

    private End read(Consumer<Effect> effects) {
        long sequence = readHead();
        long offset = JournalFormat.HEAD_BYTES;
        while (offset < file.byteSize()) {
            if (!isFrame(offset)) {
                refuseIfFramesFollow(offset, sequence);
                break;
            }
            if (sequenceAt(offset) != sequence + 1) {
                throw damaged(
                        offset, "its sequence is %d where %d was expected".formatted(sequenceAt(offset), sequence + 1));
            }
            apply(offset, effects);
            sequence++;
            offset += JournalFormat.FRAME_HEAD_BYTES + (long) lengthAt(offset);
        }
        return new End(offset, file.byteSize() - offset, sequence);
    }

    private long readHead() {
        if (file.byteSize() < JournalFormat.HEAD_BYTES || file.get(INT, 0) != JournalFormat.MAGIC) {
            throw new EmbeddedStoreException(
                    "%s is not a journal of the embedded store: it does not begin with FSWJ. Put the right file back, or start with another data folder."
                            .formatted(path));
        }
        int version = file.get(INT, 4);
        if (version != JournalFormat.VERSION) {
            throw new EmbeddedStoreException(
                    "%s has version %d; this program reads version %d. Use the program that wrote it."
                            .formatted(path, version, JournalFormat.VERSION));
        }
        CRC32C crc = new CRC32C();
        crc.update(file.asSlice(0, JournalFormat.HEAD_BYTES - 4).asByteBuffer());
        if ((int) crc.getValue() != file.get(INT, JournalFormat.HEAD_BYTES - 4)) {
            throw damaged(0, "the checksum of its head is wrong");
        }
        return file.get(LONG, 8);
    }

    private void apply(long offset, Consumer<Effect> effects) {
        ByteBuf payload = Unpooled.wrappedBuffer(file.asSlice(offset + JournalFormat.FRAME_HEAD_BYTES, lengthAt(offset))
                .toArray(ValueLayout.JAVA_BYTE));
        while (payload.isReadable()) {
            try {
                effects.accept(EffectCodec.decode(payload));
            } catch (RuntimeException e) {
                throw new EmbeddedStoreException(
                        "%s: the frame at byte %d is whole but cannot be replayed (%s). The file was written by another version or changed by hand; restore it from a backup."
                                .formatted(path, offset, e.getMessage()),
                        e);
            }
        }
    }

    /** A frame that is not whole was torn by a crash only when nothing whole comes after it. */
    private void refuseIfFramesFollow(long offset, long lastSequence) {
        // Every frame has at least its head, so no sequence behind this place can be higher.
        long highest = lastSequence + 1 + (file.byteSize() - offset) / JournalFormat.FRAME_HEAD_BYTES;
        for (long at = offset + 1; at <= file.byteSize() - JournalFormat.FRAME_HEAD_BYTES; at++) {
            long sequence = sequenceAt(at);
            if (sequence > lastSequence && sequence <= highest && isFrame(at)) {
                throw damaged(offset, "its checksum is wrong, and whole frames follow from byte " + at);
            }
        }
    }

    private boolean isFrame(long offset) {
        long payloadStart = offset + JournalFormat.FRAME_HEAD_BYTES;
        if (payloadStart > file.byteSize()) {
            return false;
        }
        int length = lengthAt(offset);
        return length >= 0
                && length <= file.byteSize() - payloadStart
                && file.get(INT, offset + 4) == JournalFormat.checksum(length, sequenceAt(offset), payloadAt(offset));
    }

    private int lengthAt(long offset) {
        return file.get(INT, offset);
    }

    private long sequenceAt(long offset) {
        return file.get(LONG, offset + 8);
    }

    private ByteBuffer payloadAt(long offset) {
        return file.asSlice(offset + JournalFormat.FRAME_HEAD_BYTES, lengthAt(offset))
                .asByteBuffer();
    }

    private EmbeddedStoreException damaged(long offset, String what) {
        return new EmbeddedStoreException(
                "%s is damaged at byte %d: %s. Nothing was changed. Restore the file from a backup, or move it away to begin with an empty store."
                        .formatted(path, offset, what));
    }
}
