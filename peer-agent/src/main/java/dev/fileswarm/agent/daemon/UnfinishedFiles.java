package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.serve.Library;
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

    private final Library library;
    private final Sharing sharing;
    private final Map<Key, PartFile> open = new HashMap<>(); // guarded by this
    private final Set<PartFile> inUse = new HashSet<>(); // guarded by this

    private record Key(Path folder, String name, ContentId content) {}

    UnfinishedFiles(Library library, Sharing sharing) {
        this.library = library;
        this.sharing = sharing;
    }

    /** Serves again what an earlier run left. @return whether there is anything */
    synchronized boolean openAgain(FetchRequest left) {
        ContentId content = left.contentId();
        Path folder = left.folderPath();
        try {
            if (!left.left().exists()) return false;
            PartFile part = PartFile.open(folder, left.fileName(), content);
            open.put(new Key(folder, left.fileName(), content), part);
            serve(part);
        } catch (StoreException e) {
            log.warn("the unfinished file {} is not served: {}", left.fileName(), e.getMessage());
        }
        return true;
    }

    /** What is here of a download that nobody runs. */
    synchronized long receivedBytes(FetchRequest request) {
        PartFile part = open.get(new Key(request.folderPath(), request.fileName(), request.contentId()));
        return part == null ? receivedBytesOfClosed(request) : part.receivedBytes();
    }

    /** Only where no unfinished file is open in this process; 0 for one that cannot be read, which its next run will tell of. */
    static long receivedBytesOfClosed(FetchRequest request) {
        try {
            return request.left().receivedBytes();
        } catch (StoreException e) {
            log.debug("what is there of {} cannot be told: {}", request.fileName(), e.getMessage());
            return 0;
        }
    }

    /** The unfinished file, from an earlier call or a fresh one, for this caller alone until {@link #release}. */
    synchronized PartFile open(Path folder, String name, ContentId content, AgentListener listener)
            throws StoreException, AgentException {
        Key key = new Key(folder, name, content);
        PartFile part = open.get(key);
        if (part != null && !inUse.contains(part) && part.isGone()) {
            log.info("the unfinished file {} was deleted; its download begins anew", part.partPath());
            close(part);
            part = null;
        }
        if (part == null) {
            part = PartFile.open(
                    folder, name, content, (done, total) -> listener.on(new AgentEvent.Hashing(name, done, total)));
            open.put(key, part);
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
            boolean isWorthServing = !part.held().isEmpty() && !part.isGone();
            if (!open.containsValue(part) || isWorthServing) return;
        }
        close(part);
    }

    /** Closes the file of a download that is given up, in which nobody writes. @param delete whether what came is deleted */
    void giveUp(FetchRequest request, boolean delete) throws StoreException {
        ContentId content = request.contentId();
        Path folder = request.folderPath();
        PartFile part;
        synchronized (this) {
            part = open.remove(new Key(folder, request.fileName(), content));
        }
        if (part == null) {
            if (!delete || !request.left().exists()) return;
            part = PartFile.open(folder, request.fileName(), content);
        } else {
            library.forget(part);
        }
        if (delete) part.discard();
        else part.close();
    }

    private void close(PartFile part) throws StoreException {
        synchronized (this) {
            open.values().remove(part);
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
