package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.store.SharedEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the bytes of shared files of which somebody says that they are bad: a file may have changed with its size and time of
 * change left as they were. Whoever says so may lie, so one file at a time is read, and none again for ten minutes. Thread-safe.
 */
final class DoubtedFiles {
    private static final Logger log = LoggerFactory.getLogger(DoubtedFiles.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int MAX_REMEMBERED = 1_000;

    private final Check check;
    private final Consumer<SharedEntry> onChange;
    private final LongSupplier nanos;

    /** When each was looked at last; guarded by this, the longest ago first. */
    private final LinkedHashMap<SharedEntry, Long> checkedNanos = new LinkedHashMap<>();

    private boolean isChecking; // guarded by this

    /** Whether a file still has the content of its entry. */
    interface Check {
        boolean isAsShared(SharedEntry entry) throws IOException, InterruptedException;
    }

    DoubtedFiles(Check check, Consumer<SharedEntry> onChange, LongSupplier nanos) {
        this.check = check;
        this.onChange = onChange;
        this.nanos = nanos;
    }

    /** Has a look, on a thread of its own, unless there was one lately. */
    void doubt(SharedEntry entry) {
        if (!begin(entry)) return;
        Thread.ofVirtual().name("doubted " + entry.name()).start(() -> look(entry));
    }

    private synchronized boolean begin(SharedEntry entry) {
        Long lastNanos = checkedNanos.get(entry);
        if (isChecking || (lastNanos != null && nanos.getAsLong() - lastNanos < PAUSE_NANOS)) return false;
        isChecking = true;
        checkedNanos.remove(entry);
        checkedNanos.put(entry, nanos.getAsLong());
        if (checkedNanos.size() > MAX_REMEMBERED) checkedNanos.pollFirstEntry();
        return true;
    }

    private void look(SharedEntry entry) {
        try {
            if (check.isAsShared(entry)) log.info("{} is doubted, and as it was shared", entry.name());
            else onChange.accept(entry);
        } catch (IOException e) {
            log.info("{} is doubted, and cannot be read: {}", entry.name(), e.getMessage());
            onChange.accept(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                isChecking = false;
            }
        }
    }
}
