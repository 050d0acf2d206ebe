package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.content.OfferKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers what is told into batches: a moment for most events, longer for offers, so that a thousand of them are not a
 * thousand pushes. Knows no clock and no thread.
 */
final class Gathering {
    static final Duration MOMENT = Duration.ofMillis(50);
    static final Duration OFFERS_MOMENT = Duration.ofMillis(250);

    private static final int MAX_OFFERS_EACH = 500;
    private static final int MAX_WEIGHT = 2_000;
    private static final int MAX_EVENTS = 500;

    private final Deque<FeedEvent> waiting = new ArrayDeque<>();
    private final Set<OfferKey> offers = new LinkedHashSet<>();
    private long waitingUntilNanos;
    private long offersUntilNanos;

    void add(FeedEvent event, long nowNanos) {
        if (event instanceof FeedEvent.Offers some) {
            if (offers.isEmpty()) offersUntilNanos = nowNanos + OFFERS_MOMENT.toNanos();
            offers.addAll(some.keys());
        } else {
            if (waiting.isEmpty()) waitingUntilNanos = nowNanos + MOMENT.toNanos();
            waiting.add(event);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty() && offers.isEmpty();
    }

    /** When something will be due; nothing is gathered when it is empty. */
    long dueNanos() {
        if (offers.isEmpty()) return waitingUntilNanos;
        if (waiting.isEmpty()) return offersUntilNanos;
        return waitingUntilNanos - offersUntilNanos < 0 ? waitingUntilNanos : offersUntilNanos;
    }

    /** What may be told now, as much as one document takes; empty when there is nothing (more). */
    List<FeedEvent> take(long nowNanos) {
        if (!offers.isEmpty() && nowNanos - offersUntilNanos >= 0) closeOffers(nowNanos);
        if (waiting.isEmpty() || nowNanos - waitingUntilNanos < 0) return List.of();
        List<FeedEvent> taken = new ArrayList<>();
        int weight = 0;
        while (!waiting.isEmpty() && taken.size() < MAX_EVENTS) {
            weight += waiting.peek().weight();
            if (weight > MAX_WEIGHT && !taken.isEmpty()) break;
            taken.add(waiting.poll());
        }
        return taken;
    }

    /** Moves gathered offers among what is due, in events that fit a document. */
    private void closeOffers(long nowNanos) {
        List<OfferKey> all = List.copyOf(offers);
        offers.clear();
        if (waiting.isEmpty()) waitingUntilNanos = nowNanos;
        for (int from = 0; from < all.size(); from += MAX_OFFERS_EACH)
            waiting.add(new FeedEvent.Offers(all.subList(from, Math.min(all.size(), from + MAX_OFFERS_EACH))));
    }
}
