package dev.fileswarm.tracker.event;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads what the other trackers append, each in its order. Used by the feed's thread alone. */
final class FeedReader {
    private final FeedStore store;
    private final Clock clock;
    private final Map<String, Long> next = new HashMap<>();

    /** Null until the first look, which begins at the end of what is there. */
    private List<FeedStore.Writer> writers;

    FeedReader(FeedStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Looks which trackers there are, and reads on.
     *
     * @param own the id of this process, whose events need not be read
     * @param missed called where events are gone that were not read in time
     */
    void look(String own, Consumer<FeedBatch> action, Runnable missed) {
        List<FeedStore.Writer> found = store.writers();
        if (writers == null) found.forEach(writer -> next.put(writer.tracker(), store.end(writer)));
        writers = found;
        Set<String> present = found.stream().map(FeedStore.Writer::tracker).collect(Collectors.toSet());
        next.keySet().removeIf(tracker -> !present.contains(tracker) && !tracker.equals(own));
        for (FeedStore.Writer writer : found) {
            if (writer.tracker().equals(own)) continue;
            if (next.merge(writer.tracker(), 0L, Math::max) < writer.keptFrom()) {
                next.put(writer.tracker(), writer.keptFrom());
                missed.run();
            }
        }
        read(own, action);
    }

    /** Reads on from those that are known; cheap when there is nothing. */
    void read(String own, Consumer<FeedBatch> action) {
        List<String> ids = next.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(own))
                .map(entry -> FeedStore.id(entry.getKey(), entry.getValue()))
                .toList();
        if (ids.isEmpty()) return;
        for (String tracker : store.trackersAt(ids)) {
            for (FeedBatch batch = readNext(tracker); batch != null; batch = readNext(tracker)) {
                next.put(tracker, batch.next());
                action.accept(batch);
            }
        }
    }

    /** Null at the end, and where what comes next is gone already, which the next look finds. */
    private FeedBatch readNext(String tracker) {
        long number = next.get(tracker);
        return store.read(tracker, number)
                .filter(batch -> batch.first() == number)
                .orElse(null);
    }

    /** This process's own events are known without reading. */
    void skipOwn(FeedBatch own) {
        next.put(own.tracker(), own.next());
    }

    FeedCursor cursor() {
        return new FeedCursor(clock.instant(), next);
    }

    /** As of the last look. */
    List<FeedStore.Writer> writers() {
        return writers;
    }
}
