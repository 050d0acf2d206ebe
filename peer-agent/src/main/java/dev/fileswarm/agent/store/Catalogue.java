package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What this peer shares and fetches, kept in one file of one process. Thread-safe; a change is on disk when its call returns. */
public final class Catalogue implements AutoCloseable {
    private Catalogue() {}

    /** @throws StoreException.Locked if another process has it open */
    public static Catalogue open(Path storeFolder) throws StoreException {
        throw new UnsupportedOperationException();
    }

    /** Keeps an entry in place of the path's former one, and its manifest. */
    public void share(SharedEntry entry, Manifest manifest) {
        throw new UnsupportedOperationException();
    }

    public Optional<SharedEntry> shared(Path path) {
        throw new UnsupportedOperationException();
    }

    /** All entries, by path. */
    public List<SharedEntry> shared() {
        throw new UnsupportedOperationException();
    }

    /** @return what was removed */
    public Optional<SharedEntry> unshare(Path path) {
        throw new UnsupportedOperationException();
    }

    /** The manifest of a shared content. */
    public Optional<Manifest> manifest(ContentId content) {
        throw new UnsupportedOperationException();
    }

    /** Keeps an entry in place of the former one of its folder and name. */
    public void download(DownloadEntry entry) {
        throw new UnsupportedOperationException();
    }

    /** All entries, by folder and name. */
    public List<DownloadEntry> downloads() {
        throw new UnsupportedOperationException();
    }

    /** @return whether there was one */
    public boolean removeDownload(Path folder, String name) {
        throw new UnsupportedOperationException();
    }

    public Optional<String> value(String key) {
        throw new UnsupportedOperationException();
    }

    public void value(String key, String value) {
        throw new UnsupportedOperationException();
    }

    /** Counts a number up, from 1 on, and syncs it, so that no value is given twice even after a power cut. */
    public long next(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
