package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.hash.FileStamp;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Watches a shared folder and all below it, but no links and no dot-files.
 *
 * <p>What the operating system tells is only a hint where to look: events get lost, and a network folder has none for what
 * other machines do. So everything is looked at again from time to time, and what counts is what is found.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    /** Hears what happened, one call at a time, on the watch's own thread. */
    public interface Listener {
        /** A file is new, or another than it was, and has stopped growing. */
        void settled(Path file);

        void deleted(Path file);
    }

    private final TouchedPaths touched;
    private final FolderState state;
    private final Listener listener;
    private final DirectoryWatcher watcher;
    private final ExecutorService events;
    private final Thread looker;

    private FolderWatch(Path folder, Map<Path, FileStamp> known, Duration quiet, Listener listener) throws IOException {
        this.touched = new TouchedPaths(folder);
        this.state = new FolderState(folder, known, quiet.toNanos(), LOOK_AGAIN.toNanos(), System.nanoTime());
        this.listener = listener;
        this.watcher = DirectoryWatcher.builder()
                .paths(List.of(folder))
                .fileHashing(false)
                .fileTreeVisitor(foldersOf(folder))
                .listener(this::touch)
                .build();
        this.events = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("folder-events " + folder).factory());
        this.looker =
                Thread.ofPlatform().daemon().name("folder-watch " + folder).unstarted(this::run);
    }

    /**
     * Scans the folder once, then goes on watching.
     *
     * @param folder a folder; where it is a link, what it points to
     * @param known the files of this folder as they were when they were last heard of, by their real path
     * @param quiet for how long a file must not change before it is told of
     */
    public static FolderWatch start(Path folder, Map<Path, FileStamp> known, Duration quiet, Listener listener)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new FileSystemException(folder + " is no folder; check the name");
        }
        FolderWatch watch = new FolderWatch(folder.toRealPath(), known, quiet, listener);
        watch.begin();
        return watch;
    }

    private void begin() throws IOException {
        CompletableFuture<Void> watching = watcher.watchAsync(events);
        if (watching.isCompletedExceptionally()) {
            watcher.close();
            events.shutdownNow();
            Throwable cause = watching.exceptionNow();
            throw new IOException(
                    "cannot watch the folder: " + cause.getMessage()
                            + "; on Linux, raising fs.inotify.max_user_watches may help",
                    cause);
        }
        looker.start();
    }

    /** Only folders that are scanned are watched: each takes one of the system's few watches. */
    private static FileTreeVisitor foldersOf(Path root) {
        return (start, onFolder, onFile) -> FolderScan.walk(root, start, onFolder::call, (file, attributes) -> {});
    }

    private void touch(DirectoryChangeEvent event) {
        if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW) {
            touched.addAll();
        } else {
            touched.add(event.path());
        }
    }

    private void run() {
        while (true) {
            try {
                TouchedPaths.Batch batch = touched.take(state.nanosToNext(System.nanoTime()));
                if (batch == null) return;
                tell(state.look(batch.paths(), System.nanoTime()));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void tell(FolderState.News news) {
        news.deleted().forEach(listener::deleted);
        for (Path file : news.settled()) {
            if (touched.isClosed()) return;
            listener.settled(file);
        }
    }

    /** Ends the watch; a call of the listener that runs is interrupted and waited for, unless it made this call. */
    @Override
    public void close() throws IOException {
        touched.close();
        watcher.close();
        events.shutdownNow();
        looker.interrupt();
        if (Thread.currentThread() == looker) return;
        try {
            looker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
