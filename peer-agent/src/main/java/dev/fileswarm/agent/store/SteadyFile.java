package dev.fileswarm.agent.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A file that many threads read and write by offset. Unlike a bare channel, which closes for everybody when one of its threads
 * is interrupted, it finishes what it does and leaves the interrupt for later. Never opened through a link.
 */
public final class SteadyFile implements AutoCloseable {
    private final Object openLock = new Object();
    private final Set<OpenOption> options;
    private final Object fileKey;

    /** Guarded by openLock. */
    private Path path;

    /** Changed under openLock. */
    private volatile FileChannel channel;

    private volatile boolean closed;

    private interface Operation<T> {
        T on(FileChannel channel) throws IOException;
    }

    private SteadyFile(Path path, Set<OpenOption> options, FileChannel channel) throws IOException {
        this.path = path;
        this.options = options;
        this.channel = channel;
        try {
            this.fileKey = keyOf(path);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    public static SteadyFile openForReading(Path path) throws IOException {
        return open(path, Set.of(StandardOpenOption.READ));
    }

    static SteadyFile openForWriting(Path path) throws IOException {
        return open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Creates a file that must not be there yet. */
    static SteadyFile create(Path path) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        Set<OpenOption> creating = withoutLinks(options);
        creating.add(StandardOpenOption.CREATE_NEW);
        creating.add(StandardOpenOption.SPARSE);
        return new SteadyFile(path, withoutLinks(options), FileChannel.open(path, creating));
    }

    private static SteadyFile open(Path path, Set<OpenOption> options) throws IOException {
        Set<OpenOption> all = withoutLinks(options);
        return new SteadyFile(path, all, FileChannel.open(path, all));
    }

    private static Set<OpenOption> withoutLinks(Set<OpenOption> options) {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return all;
    }

    /**
     * Fills the buffer from {@code position} on.
     *
     * @throws EOFException if the file ends before
     */
    public void read(ByteBuffer into, long position) throws IOException {
        int start = into.position();
        perform(open -> {
            while (into.hasRemaining()) {
                int count = open.read(into, position + into.position() - start);
                if (count < 0) throw new EOFException("the file ends before byte " + (position + into.remaining()));
            }
            return null;
        });
    }

    /** Writes all that remains in the buffer. */
    void write(ByteBuffer data, long position) throws IOException {
        int start = data.position();
        perform(open -> {
            while (data.hasRemaining()) open.write(data, position + data.position() - start);
            return null;
        });
    }

    long size() throws IOException {
        return perform(FileChannel::size);
    }

    void truncate(long sizeBytes) throws IOException {
        perform(open -> open.truncate(sizeBytes));
    }

    /** Returns when the disk has all that was written. */
    void force(boolean metadataToo) throws IOException {
        perform(open -> {
            open.force(metadataToo);
            return null;
        });
    }

    /** Runs a renaming of this file, so that it is found again under its new name. */
    void rename(Path to, Renaming renaming) throws IOException {
        synchronized (openLock) {
            renaming.rename(path, to);
            path = to;
        }
    }

    /** Gives a file another name. */
    interface Renaming {
        void rename(Path from, Path to) throws IOException;
    }

    private <T> T perform(Operation<T> operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel current = channel;
                try {
                    return operation.on(current);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    if (closed) throw e;
                    reopen(current);
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Opens the file again after an interrupt closed it, if no other thread has done so. */
    private void reopen(FileChannel broken) throws IOException {
        synchronized (openLock) {
            if (channel != broken || closed) return;
            FileChannel again = FileChannel.open(path, options);
            if (!Objects.equals(fileKey, keyOf(path))) {
                again.close();
                throw new FileSystemException(path.toString(), null, "another file has taken its place");
            }
            channel = again;
        }
    }

    private static Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public void close() throws IOException {
        synchronized (openLock) {
            closed = true;
            channel.close();
        }
    }
}
