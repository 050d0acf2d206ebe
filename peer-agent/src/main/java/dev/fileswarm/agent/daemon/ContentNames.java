package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.store.SharedEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What contents are called here. One that is shared no more keeps its name for a while: peers that were at it still ask, and
 * are told of. Thread-safe.
 */
final class ContentNames {
    private static final int MAX_FORMER = 1_000;

    private final Function<ContentId, List<SharedEntry>> shared;
    private final Map<ContentId, String> former = new LinkedHashMap<>(); // the oldest first; guarded by itself

    /** @param shared under which names a content is shared now */
    ContentNames(Function<ContentId, List<SharedEntry>> shared) {
        this.shared = shared;
    }

    /** What was shared as this is so no more. */
    void withdrawn(SharedEntry entry) {
        synchronized (former) {
            former.remove(entry.content());
            former.put(entry.content(), entry.name());
            if (former.size() > MAX_FORMER)
                former.remove(former.keySet().iterator().next());
        }
    }

    /** Its name, or the beginning of its id where it never had one here. */
    String of(ContentId content) {
        List<SharedEntry> now = shared.apply(content);
        if (!now.isEmpty()) return now.getFirst().name();
        synchronized (former) {
            return former.getOrDefault(content, content.shortForm());
        }
    }
}
