package dev.fileswarm.agent.serve;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Where to look next. Bounded: too many paths become the whole folder. Thread-safe. */
final class TouchedPaths {
    private static final int MAX_PATHS = 10_000;

    private final Path root;

    /** Guarded by this, as is what follows. */
    private Set<Path> paths = new LinkedHashSet<>();

    private boolean isClosed;

    /** Paths to look at, perhaps none. */
    record Batch(Set<Path> paths) {}

    TouchedPaths(Path root) {
        this.root = root;
    }

    synchronized void add(Path path) {
        if (paths.contains(root)) return;
        paths.add(path);
        if (paths.size() > MAX_PATHS) addAll();
        notifyAll();
    }

    synchronized void addAll() {
        paths.clear();
        paths.add(root);
        notifyAll();
    }

    /** Waits for paths, but not longer than told; null when closed. */
    synchronized Batch take(long maxWaitNanos) throws InterruptedException {
        long endNanos = System.nanoTime() + maxWaitNanos;
        long restNanos;
        while (!isClosed && paths.isEmpty() && (restNanos = endNanos - System.nanoTime()) > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, restNanos);
        }
        if (isClosed) return null;
        Batch batch = new Batch(paths);
        paths = new LinkedHashSet<>();
        return batch;
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
