package dev.fileswarm.agent.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system in memory, where this user may mount one. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, saying why, where nothing can be mounted. */
    public static SmallDisk mount(Path folder, int kib) throws Exception {
        boolean isMounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", folder.toString());
        assumeTrue(isMounted, "skipped: mounting a small tmpfs needs root on Linux");
        return new SmallDisk(folder);
    }

    public void makeReadOnly() throws Exception {
        assumeTrue(succeeds("mount", "-o", "remount,ro", folder.toString()), "skipped: cannot remount read-only");
    }

    public void makeWritable() throws Exception {
        assumeTrue(succeeds("mount", "-o", "remount,rw", folder.toString()), "skipped: cannot remount");
    }

    @Override
    public void close() throws IOException {
        try {
            if (!succeeds("umount", "-l", folder.toString())) throw new IOException(folder + " stays mounted");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
