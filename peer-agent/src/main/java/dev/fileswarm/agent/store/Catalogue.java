package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.h2.mvstore.MVStoreException;

/**
 * What this peer shares and fetches, kept in one file of one process. A change survives the process once its call returns;
 * downloads, values and counters survive a power cut too. Shared files are found anew after one.
 *
 * <p>Where the disk fails, every method throws an {@link UncheckedIOException} around a {@link StoreException}; the next
 * call tries again.
 *
 * <p>Thread-safe. Everything is done by the catalogue's own thread, because an interrupt of any other would close the file.
 */
public final class Catalogue implements AutoCloseable {
    private static final String FILE_NAME = "catalogue.mv";

    private final Path file;
    private final StoreThread thread = new StoreThread("catalogue");

    /** Used by the catalogue's thread only. */
    private CatalogueTables tables;

    private Catalogue(Path file) {
        this.file = file;
    }

    /** @throws StoreException if another process has it open */
    public static Catalogue open(Path storeFolder) throws StoreException {
        Path file = storeFolder.resolve(FILE_NAME);
        try {
            Files.createDirectories(storeFolder);
            PlainFiles.requirePlainOrAbsent(file);
        } catch (IOException e) {
            throw Failures.of(e, "open", file);
        }
        Catalogue catalogue = new Catalogue(file);
        try {
            catalogue.call(open -> null);
            return catalogue;
        } catch (UncheckedIOException e) {
            catalogue.thread.close();
            throw (StoreException) e.getCause();
        }
    }

    /** Keeps an entry in place of the path's former one, and its manifest. */
    public void share(SharedEntry entry, Manifest manifest) {
        change(false, open -> open.share(entry, manifest));
    }

    public Optional<SharedEntry> shared(Path path) {
        return call(open -> open.shared(path));
    }

    /** All entries, by path. */
    public List<SharedEntry> shared() {
        return call(CatalogueTables::shared);
    }

    /** @return what was removed */
    public Optional<SharedEntry> unshare(Path path) {
        return change(false, open -> open.unshare(path));
    }

    /** The manifest of a shared content. */
    public Optional<Manifest> manifest(ContentId content) {
        return call(open -> open.manifest(content));
    }

    /** Keeps an entry in place of the former one of its folder and name. */
    public void download(DownloadEntry entry) {
        change(true, open -> open.download(entry));
    }

    /** All entries, by folder and name. */
    public List<DownloadEntry> downloads() {
        return call(CatalogueTables::downloads);
    }

    /** @return whether there was one */
    public boolean removeDownload(Path folder, String name) {
        return change(true, open -> open.removeDownload(folder, name));
    }

    public Optional<String> value(String key) {
        return call(open -> open.value(key));
    }

    public void value(String key, String value) {
        change(true, open -> open.value(key, value));
    }

    /** All values whose keys start like this, by key. */
    public SortedMap<String, String> values(String prefix) {
        return call(open -> open.values(prefix));
    }

    /** Keeps some values and drops others, all of it or nothing. */
    public void change(Map<String, String> kept, Collection<String> dropped) {
        change(true, open -> {
            kept.forEach(open::value);
            dropped.forEach(open::removeValue);
            return null;
        });
    }

    /** Counts a number up, from 1 on; no value is given twice, even after a power cut. */
    public long next(String key) {
        return change(true, open -> {
            long next = open.value(key).map(Long::parseLong).orElse(0L) + 1;
            open.value(key, Long.toString(next));
            return next;
        });
    }

    private <T> T change(boolean toDisk, Function<CatalogueTables, T> change) {
        return call(open -> {
            T result = change.apply(open);
            open.commit(toDisk);
            return result;
        });
    }

    /** Opens the file when it is not open: at first, and again after a failure, which leaves it as it was before. */
    private <T> T call(Function<CatalogueTables, T> work) {
        return thread.call(() -> {
            try {
                if (tables == null || tables.isClosed()) tables = CatalogueTables.open(file);
                return work.apply(tables);
            } catch (MVStoreException | CatalogueTables.Damaged e) {
                if (tables != null) tables.abandon();
                throw new UncheckedIOException(CatalogueTables.explain(file, e));
            }
        });
    }

    @Override
    public void close() {
        thread.close(() -> {
            if (tables == null || tables.isClosed()) return;
            try {
                tables.close();
            } catch (MVStoreException e) {
                throw new UncheckedIOException(CatalogueTables.explain(file, e));
            }
        });
    }
}
