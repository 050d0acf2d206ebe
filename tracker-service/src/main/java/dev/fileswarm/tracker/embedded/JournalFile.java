package dev.fileswarm.tracker.embedded;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A journal's file open for appending; one thread at a time. What is written is durable after {@link #sync}. */
final class JournalFile implements AutoCloseable {
    private final Disk disk;
    private final Path path;
    private final FileChannel channel;
    private long bytes;
    private long lastSequence;

    private JournalFile(Disk disk, Path path, FileChannel channel, long bytes, long lastSequence) {
        this.disk = disk;
        this.path = path;
        this.channel = channel;
        this.bytes = bytes;
        this.lastSequence = lastSequence;
    }

    /** A new file with nothing but its head, not synced; whatever was at this path is gone. */
    static JournalFile create(Disk disk, Path path, long sequenceBefore) throws IOException {
        Files.deleteIfExists(path);
        FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                disk.ownerOnly(path));
        try {
            disk.write(channel, JournalFormat.head(sequenceBefore));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new JournalFile(disk, path, channel, JournalFormat.HEAD_BYTES, sequenceBefore);
    }

    /** A file that has been read to its end; a torn frame there is cut off. */
    static JournalFile continueAfter(Disk disk, Path path, FileChannel channel, JournalReader.End end)
            throws IOException {
        if (end.tornBytes() > 0) {
            channel.truncate(end.wholeBytes());
            disk.sync(channel);
        }
        channel.position(end.wholeBytes());
        return new JournalFile(disk, path, channel, end.wholeBytes(), end.lastSequence());
    }

    /** Writes one frame. Until it is synced no other frame may follow it in a journal that is in use. */
    void append(ByteBuf effects) throws IOException {
        ByteBuffer payload = effects.nioBuffer();
        ByteBuffer head = JournalFormat.frameHead(lastSequence + 1, payload);
        long frameBytes = (long) head.remaining() + payload.remaining();
        disk.write(channel, head, payload);
        lastSequence++;
        bytes += frameBytes;
    }

    void sync() throws IOException {
        disk.sync(channel);
    }

    /** Appends the frames of {@code other} behind the mark; this file's sequence must have reached the mark's. */
    void appendFramesOf(JournalFile other, Journal.Mark from) throws IOException {
        if (lastSequence != from.lastSequence()) {
            throw new IllegalStateException(
                    "sequence %d cannot be followed by %d".formatted(lastSequence, from.lastSequence() + 1));
        }
        long at = from.bytes();
        while (at < other.bytes) {
            at += other.channel.transferTo(at, other.bytes - at, channel);
        }
        bytes += other.bytes - from.bytes();
        lastSequence = other.lastSequence;
    }

    /** This file, synced, takes the name and the place of {@code other} for good; the caller closes the other. */
    JournalFile replace(JournalFile other) throws IOException {
        disk.replace(path, other.path);
        return new JournalFile(disk, other.path, channel, bytes, lastSequence);
    }

    /** For a file that is not to be used after all. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    long bytes() {
        return bytes;
    }

    long lastSequence() {
        return lastSequence;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
