package dev.fileswarm.tracker.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that speaks MongoDB's wire protocol on loopback and keeps everything it has answered for, through {@code kill
 * -9} and power loss, in a journal in its data folder.
 *
 * <p>It has no login: whoever has an account on this host can read and change it. Ordinary drivers connect to {@link
 * #connectionString()}; what they may use is listed in this module's README.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedStore.class);

    private final StoreFolder folder;
    private final Journal journal;
    private final Compactor compactor;
    private final StoreServer server;
    private final Thread compactorThread;
    private final CompletableFuture<IOException> ended = new CompletableFuture<>();
    private boolean closed;

    /** Opens the store of this folder, which is made when it is missing, on a free port. */
    public static EmbeddedStore open(Path dataFolder) {
        return open(dataFolder, 0);
    }

    /** @param port 0 for a free one */
    public static EmbeddedStore open(Path dataFolder, int port) {
        return open(dataFolder, port, new Disk(), StoreFolder.COMPACT_FROM_BYTES);
    }

    static EmbeddedStore open(Path dataFolder, int port, Disk disk, long compactFromBytes) {
        StoreFolder folder = StoreFolder.open(dataFolder, disk);
        try {
            return new EmbeddedStore(folder, port, disk, compactFromBytes);
        } catch (IOException e) {
            folder.close();
            throw new EmbeddedStoreException(
                    "The embedded store in %s cannot be opened: %s".formatted(dataFolder, e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private EmbeddedStore(StoreFolder folder, int port, Disk disk, long compactFromBytes) throws IOException {
        this.folder = folder;
        JournaledBackend backend = new JournaledBackend();
        AtomicLong replayed = new AtomicLong();
        JournalFile file = folder.openJournal(effect -> {
            backend.replay(effect);
            replayed.incrementAndGet();
        });
        AtomicLong live = new AtomicLong();
        backend.describeTo(effect -> live.incrementAndGet());
        try {
            journal = new Journal(file, this::failed);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        backend.reportTo(journal);
        CommandGate gate = new CommandGate(backend, journal);
        compactor = new Compactor(backend, gate, journal, disk, folder.newJournalPath());
        try {
            server = new StoreServer(port, backend, () -> new StoreConnection(gate, journal));
        } catch (IOException e) {
            journal.close();
            throw new EmbeddedStoreException(
                    "The embedded store cannot listen on port %d of loopback: %s. Give another port, or 0 for a free one."
                            .formatted(port, e.getCause().getMessage()),
                    e);
        }
        // A journal that is mostly about the present is big because there is much, and is left as it is.
        boolean mostlyPast = replayed.get() > 2 * live.get();
        long first = mostlyPast ? compactFromBytes : Math.max(compactFromBytes, 2 * journal.bytes());
        compactorThread = Thread.ofPlatform()
                .name("store-compactor")
                .daemon()
                .start(() -> compactWhenGrown(first, compactFromBytes));
        log.info(
                "The embedded store in {} listens on {}. It has no login: anybody with an account on this host can use it. "
                        + "It keeps everything in memory and searches by looking through all of it, which is fine for a team; use MongoDB beyond about 100,000 files.",
                folder.path(),
                connectionString());
    }

    public String connectionString() {
        return "mongodb://127.0.0.1:" + server.port();
    }

    /** Answers what was asked before, makes all of it durable, and lets go of the folder. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        server.stopReading();
        journal.close();
        server.close();
        joinCompactor();
        folder.close();
        ended.complete(null);
    }

    /** Waits until the store is closed; throws when that was because the disk failed. */
    void awaitEnd() {
        IOException failure = ended.join();
        if (failure != null) {
            throw new EmbeddedStoreException(
                    "The embedded store in %s had to stop, the disk failed: %s. What was acknowledged is safe; free or repair the disk and start again."
                            .formatted(folder.path(), failure.getMessage()),
                    failure);
        }
    }

    Journal journal() {
        return journal;
    }

    Compactor compactor() {
        return compactor;
    }

    /** On the journal's thread. */
    private void failed(IOException failure) {
        log.error(
                "The embedded store in {} stops: its journal cannot be written ({}).", folder.path(), failure, failure);
        if (server != null) {
            server.disconnectAll();
        }
        ended.complete(failure);
    }

    private void compactWhenGrown(long first, long compactFromBytes) {
        long next = first;
        while (journal.awaitBytes(next)) {
            try {
                compactor.compact();
            } catch (IOException | RuntimeException e) {
                log.warn("The journal could not be rewritten and goes on growing: {}", e.toString());
            }
            next = Math.max(compactFromBytes, 2 * journal.bytes());
        }
    }

    private void joinCompactor() {
        boolean interrupted = false;
        while (compactorThread.isAlive()) {
            try {
                compactorThread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
