package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.transfer.ContentSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which sources there are of which content. Thread-safe. */
final class Sources {
    /** All guarded by this. */
    private final Map<Path, SharedFile> files = new HashMap<>();

    private final Map<ContentId, Set<SharedFile>> filesByContent = new HashMap<>();
    private final Map<ContentId, Set<PartFileSource>> partsByContent = new HashMap<>();

    /** A whole file before a running download. */
    synchronized Optional<ContentSource> find(ContentId content) {
        Set<? extends ContentSource> whole = filesByContent.getOrDefault(content, Set.of());
        Set<? extends ContentSource> parts = partsByContent.getOrDefault(content, Set.of());
        return Optional.ofNullable(
                whole.isEmpty()
                        ? parts.stream().findFirst().orElse(null)
                        : whole.iterator().next());
    }

    /** @return what the path was before */
    synchronized Optional<SharedFile> put(SharedFile file) {
        Optional<SharedFile> former = remove(file.entry().path());
        files.put(file.entry().path(), file);
        filesByContent
                .computeIfAbsent(file.content(), content -> new LinkedHashSet<>())
                .add(file);
        return former;
    }

    synchronized Optional<SharedFile> remove(Path path) {
        Optional<SharedFile> file = Optional.ofNullable(files.remove(path));
        file.ifPresent(former -> removeFrom(filesByContent, former));
        return file;
    }

    synchronized void put(PartFileSource part) {
        partsByContent
                .computeIfAbsent(part.content(), content -> new LinkedHashSet<>())
                .add(part);
    }

    synchronized void remove(PartFileSource part) {
        removeFrom(partsByContent, part);
    }

    private static <T extends ContentSource> void removeFrom(Map<ContentId, Set<T>> byContent, T source) {
        byContent.computeIfPresent(source.content(), (content, all) -> {
            all.remove(source);
            return all.isEmpty() ? null : all;
        });
    }

    synchronized List<SharedFile> sharedFiles(ContentId content) {
        return List.copyOf(filesByContent.getOrDefault(content, Set.of()));
    }

    synchronized List<SharedFile> sharedFiles() {
        return new ArrayList<>(files.values());
    }
}
