package dev.fileswarm.tracker.embedded;

import java.io.PrintStream;
import java.nio.file.Path;

/** The embedded store as a process of its own, for several trackers on one host. */
public final class StoreRunner {
    private StoreRunner() {}

    /**
     * Opens the store, prints one line for scripts, and returns when the process is told to stop.
     *
     * @throws EmbeddedStoreException when the store cannot be opened, or the disk fails under it
     */
    public static void run(int port, Path dataFolder, PrintStream out) {
        try (EmbeddedStore store = EmbeddedStore.open(dataFolder, port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(store::close, "store-shutdown"));
            out.println("fileswarm store listening on " + store.connectionString());
            out.flush();
            store.awaitEnd();
        }
    }
}
