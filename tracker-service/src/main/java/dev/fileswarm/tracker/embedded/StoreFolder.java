package dev.fileswarm.tracker.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a store, held by one process at a time.
 *
 * <ul>
 *   <li>{@code store.lock}: locked while the store is open. A file of its own, since the journal is replaced by renaming.
 *   <li>{@code store.journal}: everything.
 *   <li>{@code store.journal.new}: a journal being rewritten; a left-over one is worth nothing.
 * </ul>
 */
final class StoreFolder implements AutoCloseable {
    /** A journal smaller than this is not worth rewriting. */
    static final long COMPACT_FROM_BYTES = 16L << 20;

    private static final Logger log = LoggerFactory.getLogger(StoreFolder.class);

    private final Path path;
    private final Disk disk;
    private final FileChannel lockChannel;

    private StoreFolder(Path path, Disk disk, FileChannel lockChannel) {
        this.path = path;
        this.disk = disk;
        this.lockChannel = lockChannel;
    }

    static StoreFolder open(Path path, Disk disk) {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            Path lockPath = path.resolve("store.lock");
            channel = FileChannel.open(
                    lockPath, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), disk.ownerOnly(lockPath));
            if (!isLocked(channel)) {
                channel.close();
                throw new EmbeddedStoreException(
                        "The embedded store in %s is open in another process. Stop that one first, or give another data folder; for several trackers on one store run `fileswarm store`."
                                .formatted(path));
            }
            return new StoreFolder(path, disk, channel);
        } catch (IOException e) {
            throw new EmbeddedStoreException(
                    "The data folder %s cannot be used: %s. Check that it is a folder that may be written to."
                            .formatted(path, e),
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Replays the journal, cuts off what a crash tore, and returns it ready for more. */
    JournalFile openJournal(Consumer<Effect> effects) throws IOException {
        Files.deleteIfExists(newJournalPath());
        if (!Files.exists(journalPath())) {
            createJournal();
        }
        FileChannel channel = FileChannel.open(journalPath(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            JournalReader.End end = JournalReader.read(journalPath(), channel, effects);
            if (end.tornBytes() > 0) {
                log.warn(
                        "{}: the last {} bytes were being written when the store was stopped; nobody was told that they were kept, and they are cut off.",
                        journalPath(),
                        end.tornBytes());
            }
            return JournalFile.continueAfter(disk, journalPath(), channel, end);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Under its own name the file is whole from the first moment. */
    private void createJournal() throws IOException {
        try (JournalFile created = JournalFile.create(disk, newJournalPath(), 0)) {
            created.sync();
        }
        disk.replace(newJournalPath(), journalPath());
    }

    Path path() {
        return path;
    }

    Path journalPath() {
        return path.resolve("store.journal");
    }

    Path newJournalPath() {
        return path.resolve("store.journal.new");
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            log.debug("closing the lock of {}", path, e);
        }
    }
}
