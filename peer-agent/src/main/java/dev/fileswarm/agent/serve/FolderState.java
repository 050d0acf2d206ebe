package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.hash.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a watched folder, and which of its files may still be growing. For one thread.
 *
 * <p>A file is told of when two looks, {@code quietNanos} apart, found it the same.
 */
final class FolderState {
    private final Path root;
    private final long quietNanos;
    private final long scanEveryNanos;

    /** Files that were told of, as they were then. */
    private final Map<Path, FileStamp> told;

    private final Map<Path, Growing> growing = new HashMap<>();
    private long nextScanNanos;

    private record Growing(FileStamp stamp, long sinceNanos) {}

    /** What to tell. */
    record News(List<Path> settled, List<Path> deleted) {}

    /** @param nowNanos when everything is due to be scanned for the first time */
    FolderState(Path root, Map<Path, FileStamp> told, long quietNanos, long scanEveryNanos, long nowNanos) {
        this.root = root;
        this.told = new HashMap<>(told);
        this.quietNanos = quietNanos;
        this.scanEveryNanos = scanEveryNanos;
        this.nextScanNanos = nowNanos;
    }

    /** How long until there is something to look at again. */
    long nanosToNext(long nowNanos) {
        long nextNanos = nextScanNanos - nowNanos;
        for (Growing file : growing.values()) {
            nextNanos = Math.min(nextNanos, file.sinceNanos + quietNanos - nowNanos);
        }
        return Math.max(0, nextNanos);
    }

    /** Looks at these paths, at files that have been quiet for long enough, and at everything when it is time for that. */
    News look(Set<Path> touched, long nowNanos) {
        Set<Path> gone = new HashSet<>();
        boolean isScanDue = nowNanos - nextScanNanos >= 0 || touched.contains(root);
        if (isScanDue) nextScanNanos = nowNanos + scanEveryNanos;
        for (Path path : isScanDue ? Set.of(root) : touched) lookAt(path, nowNanos, gone);
        News news = new News(new ArrayList<>(), new ArrayList<>());
        forget(gone, news);
        settle(nowNanos, news);
        return news;
    }

    private void lookAt(Path path, long nowNanos, Set<Path> gone) {
        if (!path.startsWith(root) || FolderScan.isHidden(root, path)) return;
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                scan(path, nowNanos, gone);
            } else if (attributes.isRegularFile()) {
                found(path, attributes, nowNanos);
            } else {
                gone.add(path);
            }
        } catch (NoSuchFileException e) {
            gone.add(path);
        } catch (IOException e) {
            gone.add(path); // may not be read any more
        }
    }

    private void scan(Path folder, long nowNanos, Set<Path> gone) throws IOException {
        Set<Path> files = new HashSet<>();
        FolderScan.walk(root, folder, visited -> {}, (file, attributes) -> {
            files.add(file);
            found(file, attributes, nowNanos);
        });
        for (Path file : told.keySet()) {
            if (file.startsWith(folder) && !files.contains(file)) gone.add(file);
        }
    }

    private void found(Path file, BasicFileAttributes attributes, long nowNanos) {
        FileStamp stamp = FileStamp.of(attributes);
        if (stamp.equals(told.get(file))) {
            growing.remove(file);
            return;
        }
        Growing former = growing.get(file);
        if (former == null || !former.stamp.equals(stamp)) growing.put(file, new Growing(stamp, nowNanos));
    }

    /** Drops files that are gone, or that lay in a folder that is. */
    private void forget(Set<Path> gone, News news) {
        if (gone.isEmpty()) return;
        growing.keySet().removeIf(file -> isBelow(file, gone));
        for (Iterator<Path> files = told.keySet().iterator(); files.hasNext(); ) {
            Path file = files.next();
            if (!isBelow(file, gone)) continue;
            files.remove();
            news.deleted().add(file);
        }
    }

    private boolean isBelow(Path file, Set<Path> gone) {
        for (Path path = file; path != null && path.startsWith(root); path = path.getParent()) {
            if (gone.contains(path)) return true;
        }
        return false;
    }

    private void settle(long nowNanos, News news) {
        for (Path file : List.copyOf(growing.keySet())) {
            Growing former = growing.get(file);
            if (nowNanos - former.sinceNanos < quietNanos) continue;
            FileStamp stamp;
            try {
                stamp = FileStamp.of(file);
            } catch (IOException e) {
                growing.remove(file); // an event or the next scan tells that it is gone
                continue;
            }
            if (stamp.equals(former.stamp)) {
                growing.remove(file);
                told.put(file, stamp);
                news.settled().add(file);
            } else {
                growing.put(file, new Growing(stamp, nowNanos));
            }
        }
    }
}
