package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.hash.HashProgress;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.transfer.ContentSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** All that this peer can upload. Thread-safe. */
public final class Library implements AutoCloseable {
    public Library(Catalogue catalogue, LibraryListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Where an upload of this content reads from. */
    public Optional<ContentSource> find(ContentId content) {
        throw new UnsupportedOperationException();
    }

    /** Shares a file: recognised where it is unchanged since it was hashed for this layout, else hashed. */
    public SharedEntry add(
            Path file, String name, LongFunction<ChunkLayout> layoutOf, boolean withSha1, HashProgress progress)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public SharedEntry add(Path file) throws IOException, InterruptedException {
        return add(file, file.getFileName().toString(), ChunkLayout::standard, false, HashProgress.NONE);
    }

    /** Stops sharing a file. @return what it was shared as */
    public Optional<SharedEntry> withdraw(Path file, LibraryListener.Reason reason) {
        throw new UnsupportedOperationException();
    }

    /** What is shared, by path. */
    public List<SharedEntry> list() {
        throw new UnsupportedOperationException();
    }

    /** Uploads what a running download holds, until {@link #forget}. */
    public void serve(PartFile file) {
        throw new UnsupportedOperationException();
    }

    public void forget(PartFile file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
