package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.hash.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Watches a shared folder and all below it, but no links and no dot-files. */
public final class FolderWatch implements AutoCloseable {
    /** Hears what happened, one call at a time, on the watch's own thread. */
    public interface Listener {
        /** A file is new, or another than it was, and has stopped growing. */
        void settled(Path file);

        void deleted(Path file);
    }

    private FolderWatch() {}

    /**
     * Scans the folder once, then goes on watching.
     *
     * @param known the files of this folder as they were when they were last heard of
     * @param quiet for how long a file must not change before it is told of
     */
    public static FolderWatch start(Path folder, Map<Path, FileStamp> known, Duration quiet, Listener listener)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
