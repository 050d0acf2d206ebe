package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.store.SteadyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files kept open between reads, the longest unused of which are closed when there are too many. Thread-safe. */
final class OpenFiles implements AutoCloseable {
    private final int maxOpen;

    /** Guarded by this; the longest unused first. */
    private final Map<Path, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Entry {
        private final SteadyFile file;
        private int readers;
        private boolean isDropped;

        Entry(SteadyFile file) {
            this.file = file;
        }
    }

    /** @param maxOpen how many stay open; more are open only while that many are being read */
    OpenFiles(int maxOpen) {
        this.maxOpen = maxOpen;
    }

    /** Fills the buffer from {@code offset} on. */
    void read(Path path, ByteBuffer into, long offset) throws IOException {
        Entry entry = take(path);
        try {
            entry.file.read(into, offset);
        } finally {
            giveBack(entry);
        }
    }

    private Entry take(Path path) throws IOException {
        synchronized (this) {
            Entry open = entries.get(path);
            if (open != null) {
                open.readers++;
                return open;
            }
        }
        Entry opened = new Entry(SteadyFile.openForReading(path));
        opened.readers = 1;
        List<Entry> unused;
        synchronized (this) {
            Entry other = entries.putIfAbsent(path, opened);
            if (other != null) opened.isDropped = true; // this one is closed after its only reader
            unused = dropUnused();
        }
        close(unused);
        return opened;
    }

    private List<Entry> dropUnused() {
        List<Entry> unused = new ArrayList<>();
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (entries.size() > maxOpen && oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (entry.readers > 0) continue;
            oldestFirst.remove();
            entry.isDropped = true;
            unused.add(entry);
        }
        return unused;
    }

    private void giveBack(Entry entry) throws IOException {
        boolean isLast;
        synchronized (this) {
            entry.readers--;
            isLast = entry.isDropped && entry.readers == 0;
        }
        if (isLast) entry.file.close();
    }

    /** Opens the file anew at its next read, as it may be another one. */
    void drop(Path path) throws IOException {
        Entry entry;
        synchronized (this) {
            entry = entries.remove(path);
            if (entry == null) return;
            entry.isDropped = true;
            if (entry.readers > 0) return;
        }
        entry.file.close();
    }

    synchronized int openCount() {
        return entries.size();
    }

    private static void close(List<Entry> unused) throws IOException {
        for (Entry entry : unused) entry.file.close();
    }

    @Override
    public void close() throws IOException {
        List<Entry> all;
        synchronized (this) {
            all = new ArrayList<>(entries.values());
            entries.clear();
            all.forEach(entry -> entry.isDropped = true);
            all.removeIf(entry -> entry.readers > 0);
        }
        close(all);
    }
}
