package dev.fileswarm.tracker.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive events of one tracker.
 *
 * @param tracker the id of the tracker's process
 * @param first the number of the first event; the others follow without a gap
 */
record FeedBatch(String tracker, long first, List<FeedEvent> events) {
    FeedBatch {
        events = List.copyOf(events);
    }

    /** The number of the event that comes after the last. */
    long next() {
        return first + events.size();
    }

    /** Without the events before that number. */
    FeedBatch from(long number) {
        int skipped = Math.clamp(number - first, 0, events.size());
        return new FeedBatch(tracker, first + skipped, events.subList(skipped, events.size()));
    }

    /** Without the events from that number on. */
    FeedBatch until(long number) {
        int kept = Math.clamp(number - first, 0, events.size());
        return new FeedBatch(tracker, first, events.subList(0, kept));
    }

    /** With the events of a batch that follows right after this one. */
    FeedBatch and(FeedBatch following) {
        if (!following.tracker.equals(tracker) || following.first != next())
            throw new IllegalArgumentException(following.first + " does not follow " + next());
        List<FeedEvent> all = new ArrayList<>(events);
        all.addAll(following.events);
        return new FeedBatch(tracker, first, all);
    }
}
