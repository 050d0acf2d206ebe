package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.serve.LibraryListener.Reason;
import dev.fileswarm.agent.store.SharedEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps the library to what lies in a folder, for as long as it is open. */
public final class SharedFolder implements AutoCloseable {
    /** Hears of files that cannot be shared, on the watch's thread. */
    public interface Listener {
        /** A file came or changed, and is shared now. */
        default void shared(SharedEntry entry) {}

        void cannotShare(Path file, IOException why);
    }

    private final FolderWatch watch;

    private SharedFolder(FolderWatch watch) {
        this.watch = watch;
    }

    /** @param quiet for how long a file must not change before it is shared */
    public static SharedFolder open(Library library, Path folder, Duration quiet, Listener listener)
            throws IOException {
        Path root = folder.toRealPath();
        Map<Path, FileStamp> known = library.list().stream()
                .filter(entry -> entry.path().startsWith(root))
                .collect(Collectors.toMap(SharedEntry::path, SharedEntry::stamp));
        return new SharedFolder(FolderWatch.start(root, known, quiet, new FolderWatch.Listener() {
            @Override
            public void settled(Path file) {
                try {
                    listener.shared(library.add(file));
                } catch (IOException e) {
                    listener.cannotShare(file, e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void deleted(Path file) {
                library.withdraw(file, Reason.DELETED);
            }
        }));
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
