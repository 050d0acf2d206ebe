package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.hash.ContentHasher;
import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.hash.HashProgress;
import dev.fileswarm.agent.hash.HashedFile;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.serve.LibraryListener.Reason;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.SafeFileName;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.transfer.ContentSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;

/**
 * All that this peer can upload: shared files, which the catalogue keeps, and running downloads. Thread-safe.
 *
 * <p>A path is shared once; sharing it again in another layout, under another name or with other bytes replaces it.
 */
public final class Library implements AutoCloseable {
    private static final int MAX_OPEN_FILES = 128;

    /** A file uses every core; more at once only make the disk seek. The second lets a small file past a large one. */
    private static final int MAX_HASHING = 2;

    private final Catalogue catalogue;
    private final LibraryListener listener;
    private final OpenFiles openFiles = new OpenFiles(MAX_OPEN_FILES);
    private final Sources sources = new Sources();
    /** Held while catalogue and sources change together; taken before their own locks, and never while telling. */
    private final Object changeLock = new Object();

    private final DoubtedFiles doubted = new DoubtedFiles(this::isAsShared, this::foundChanged, System::nanoTime);

    private final Semaphore hashing = new Semaphore(MAX_HASHING, true);

    /** Holds what the catalogue has; says nothing of it to the listener, who has {@link #list}. */
    public Library(Catalogue catalogue, LibraryListener listener) {
        this.catalogue = catalogue;
        this.listener = listener;
        catalogue.shared().forEach(entry -> sources.put(source(entry)));
    }

    private SharedFile source(SharedEntry entry) {
        return new SharedFile(entry, () -> manifestOf(entry), openFiles, this::foundChanged, doubted::doubt);
    }

    private Manifest manifestOf(SharedEntry entry) {
        return catalogue
                .manifest(entry.content())
                .orElseThrow(() -> new IllegalStateException(entry.name() + " was withdrawn meanwhile"));
    }

    /** Where an upload of this content reads from. */
    public Optional<ContentSource> find(ContentId content) {
        return sources.find(content);
    }

    /** Shares a file under its own name, in the standard layout. */
    public SharedEntry add(Path file) throws IOException, InterruptedException {
        return add(file, file.getFileName().toString(), ChunkLayout::standard, false, HashProgress.NONE);
    }

    /**
     * Shares a plain file: recognised where it is unchanged since it was hashed for this layout, else hashed.
     *
     * @throws FileSystemException if it is a link, a folder or a device, or its name is none that others could write down
     */
    public SharedEntry add(
            Path file, String name, LongFunction<ChunkLayout> layoutOf, boolean withSha1, HashProgress progress)
            throws IOException, InterruptedException {
        SafeFileName.offered(name);
        Path path = resolve(file);
        Optional<SharedEntry> known = catalogue.shared(path).filter(entry -> isStill(entry, layoutOf, withSha1));
        if (known.isPresent()) {
            SharedEntry entry = known.get();
            if (entry.name().equals(name) && entry.isOffered()) return entry;
            SharedEntry renamed = new SharedEntry(path, name, entry.content(), entry.stamp(), entry.sha1(), true);
            return share(renamed, manifestOf(entry));
        }
        HashedFile hashed = hash(path, layoutOf, withSha1, progress);
        SharedEntry entry = new SharedEntry(path, name, hashed.content(), hashed.stamp(), hashed.sha1(), true);
        return share(entry, hashed.manifest());
    }

    /**
     * Keeps serving a download that was just finished, of which every chunk was verified, without hashing it again. It is
     * held, not offered, unless the path was offered with this content before.
     */
    public SharedEntry add(PartFile finished, String name) throws IOException {
        SafeFileName.chosen(name);
        Manifest manifest = finished.manifest().orElseThrow();
        Path path = resolve(finished.finalPath());
        FileStamp stamp = FileStamp.of(path);
        if (!finished.isComplete() || stamp.sizeBytes() != finished.content().sizeBytes()) {
            throw new IllegalStateException(path + " is not finished");
        }
        boolean isOffered = catalogue
                .shared(path)
                .filter(former -> former.isOffered() && former.content().equals(finished.content()))
                .isPresent();
        return share(new SharedEntry(path, name, finished.content(), stamp, Optional.empty(), isOffered), manifest);
    }

    /** Links among the folders above are resolved, so that one file has one path; the file itself must be none. */
    private static Path resolve(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path path = absolute.getParent().toRealPath().resolve(absolute.getFileName());
        if (Files.isSymbolicLink(path)) throw new FileSystemException(path + " is a link; offer what it points to");
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path + " does not exist; check the name");
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path + " is no plain file; only files are offered");
        }
        if (!Path.of(path.toString()).equals(path)) {
            throw new FileSystemException(path + " has a name that is not valid Unicode; rename it");
        }
        return path;
    }

    /** The same path as {@link #resolve}, as far as the folders above are still there. */
    private static Path resolveGone(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            return absolute.getParent().toRealPath().resolve(absolute.getFileName());
        } catch (IOException e) {
            return absolute;
        }
    }

    private static boolean isStill(SharedEntry entry, LongFunction<ChunkLayout> layoutOf, boolean withSha1) {
        try {
            FileStamp stamp = FileStamp.of(entry.path());
            return stamp.equals(entry.stamp())
                    && layoutOf.apply(stamp.sizeBytes()).equals(entry.content().layout())
                    && (!withSha1 || entry.sha1().isPresent());
        } catch (IOException e) {
            return false; // hashing tells why
        }
    }

    /** Reads all of it. */
    private boolean isAsShared(SharedEntry entry) throws IOException, InterruptedException {
        LongFunction<ChunkLayout> sameLayout =
                size -> size == entry.content().sizeBytes() ? entry.content().layout() : ChunkLayout.standard(size);
        return hash(entry.path(), sameLayout, false, HashProgress.NONE)
                .content()
                .equals(entry.content());
    }

    private HashedFile hash(Path path, LongFunction<ChunkLayout> layoutOf, boolean withSha1, HashProgress progress)
            throws IOException, InterruptedException {
        hashing.acquire();
        try {
            return withSha1
                    ? ContentHasher.hashWithSha1(path, layoutOf, progress)
                    : ContentHasher.hash(path, layoutOf, progress);
        } finally {
            hashing.release();
        }
    }

    private SharedEntry share(SharedEntry entry, Manifest manifest) throws IOException {
        Optional<SharedFile> former;
        synchronized (changeLock) {
            catalogue.share(entry, manifest);
            former = sources.put(source(entry));
        }
        openFiles.drop(entry.path());
        listener.offered(entry);
        former.map(SharedFile::entry)
                .filter(old ->
                        !old.content().equals(entry.content()) || !old.name().equals(entry.name()))
                .ifPresent(old -> tellWithdrawn(old, Reason.REPLACED));
        return entry;
    }

    /** Stops sharing a file. @return what it was shared as */
    public Optional<SharedEntry> withdraw(Path file, Reason reason) {
        Path path = resolveGone(file);
        Optional<SharedEntry> withdrawn;
        synchronized (changeLock) {
            withdrawn = catalogue.unshare(path);
            sources.remove(path);
        }
        withdrawn.ifPresent(entry -> {
            dropOpen(path);
            tellWithdrawn(entry, reason);
        });
        return withdrawn;
    }

    private void dropOpen(Path path) {
        try {
            openFiles.drop(path);
        } catch (IOException e) {
            // closing a file that was only read loses nothing
        }
    }

    /** Withdraws what a read found changed, unless it was shared anew meanwhile. */
    private void foundChanged(SharedEntry entry) {
        if (catalogue.shared(entry.path()).filter(entry::equals).isEmpty()) return;
        withdraw(entry.path(), Files.exists(entry.path(), LinkOption.NOFOLLOW_LINKS) ? Reason.CHANGED : Reason.DELETED);
    }

    private void tellWithdrawn(SharedEntry entry, Reason reason) {
        listener.withdrawn(entry, reason);
        if (sources.find(entry.content()).isEmpty()) listener.gone(entry.content());
    }

    /** What the file at this path is shared as. */
    public Optional<SharedEntry> shared(Path file) {
        return catalogue.shared(resolveGone(file));
    }

    /** Looks at every shared file, and withdraws those that were deleted or changed. */
    public void recheck() {
        for (SharedFile file : sources.sharedFiles()) {
            try {
                if (!file.isUnchanged()) foundChanged(file.entry());
            } catch (IOException e) {
                foundChanged(file.entry()); // a folder that may not be read any more
            }
        }
    }

    /** What is shared, by path. */
    public List<SharedEntry> list() {
        return catalogue.shared();
    }

    /** The files that are shared with this content, in the order in which they came. */
    public List<SharedEntry> sharedAs(ContentId content) {
        return sources.sharedFiles(content).stream().map(SharedFile::entry).toList();
    }

    /** Uploads what a running download holds, until {@link #forget}. */
    public void serve(PartFile file) {
        sources.put(new PartFileSource(file));
    }

    public void forget(PartFile file) {
        sources.remove(new PartFileSource(file));
        if (sources.find(file.content()).isEmpty()) listener.gone(file.content());
    }

    @Override
    public void close() throws IOException {
        openFiles.close();
    }
}
