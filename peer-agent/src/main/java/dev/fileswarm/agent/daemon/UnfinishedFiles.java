package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.serve.Library;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.DownloadEntry;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unfinished files of this home: open and served from their first chunk on, across restarts, until they are finished.
 * Thread-safe. One download at a time uses a file.
 */
final class UnfinishedFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UnfinishedFiles.class);

    private final Catalogue catalogue;
    private final Library library;
    private final Sharing sharing;
    private final Map<Key, PartFile> open = new HashMap<>(); // guarded by this
    private final Set<PartFile> inUse = new HashSet<>(); // guarded by this

    private record Key(Path folder, String name, ContentId content) {}

    UnfinishedFiles(Catalogue catalogue, Library library, Sharing sharing) {
        this.catalogue = catalogue;
        this.library = library;
        this.sharing = sharing;
    }

    /** Serves again what earlier runs left; what is gone or damaged is forgotten. */
    synchronized void openAll() {
        for (DownloadEntry entry : catalogue.downloads()) {
            Key key = new Key(entry.folder(), entry.name(), entry.content());
            try {
                if (!PartFile.exists(entry.folder(), entry.name(), entry.content())) {
                    catalogue.removeDownload(entry.folder(), entry.name());
                    continue;
                }
                PartFile part = PartFile.open(entry.folder(), entry.name(), entry.content());
                open.put(key, part);
                serve(part);
            } catch (StoreException e) {
                log.warn("the unfinished file {} is not served: {}", entry.name(), e.getMessage());
            }
        }
    }

    /** The unfinished file, from an earlier call or a fresh one, for this caller alone until {@link #release}. */
    synchronized PartFile open(Path folder, String name, ContentId content, AgentListener listener)
            throws StoreException, AgentException {
        Key key = new Key(folder, name, content);
        PartFile part = open.get(key);
        if (part == null) {
            part = PartFile.open(
                    folder, name, content, (done, total) -> listener.on(new AgentEvent.Hashing(name, done, total)));
            open.put(key, part);
            catalogue.download(new DownloadEntry(content, folder, name, DownloadEntry.State.PAUSED));
            serve(part);
        } else if (inUse.contains(part)) {
            throw new AgentException(
                    AgentException.Kind.FAILED,
                    "download-running",
                    name + " is being fetched into " + folder + " already",
                    "wait for that download, or choose another name (-o NAME)");
        }
        inUse.add(part);
        return part;
    }

    /** The file has its final name: it is served as a shared file from now on. */
    void finished(PartFile part, String name) throws IOException {
        library.add(part, name);
        close(part);
    }

    /** The download has ended; what it left is served on, if there is anything. */
    void release(PartFile part) throws StoreException {
        synchronized (this) {
            inUse.remove(part);
            if (!open.containsValue(part) || !part.held().isEmpty()) return;
        }
        close(part);
    }

    private void close(PartFile part) throws StoreException {
        synchronized (this) {
            open.entrySet().removeIf(entry -> {
                if (entry.getValue() != part) return false;
                catalogue.removeDownload(entry.getKey().folder(), entry.getKey().name());
                return true;
            });
        }
        library.forget(part);
        part.close();
    }

    private void serve(PartFile part) {
        library.serve(part);
        if (!part.held().isEmpty()) sharing.holds(part.content(), part.held());
    }

    @Override
    public synchronized void close() throws StoreException {
        for (PartFile part : open.values()) {
            library.forget(part);
            part.close();
        }
        open.clear();
    }
}
