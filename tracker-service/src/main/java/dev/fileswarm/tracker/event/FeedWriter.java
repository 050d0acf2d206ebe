package dev.fileswarm.tracker.event;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Appends this tracker's events, numbered without gaps: the next batch after the last is acknowledged. Its id is new in
 * each process, so nobody continues where a crash left off. Used by the feed's thread alone.
 */
final class FeedWriter {
    private static final int ID_BYTES = 6;

    private final FeedStore store;
    private final Clock clock;
    private String tracker;
    private long next;
    private boolean known;
    private FeedBatch underWay;

    FeedWriter(FeedStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        begin();
    }

    String tracker() {
        return tracker;
    }

    boolean isUnderWay() {
        return underWay != null;
    }

    /** Appends the events, or first the ones whose appending failed. Throws while the store is away. */
    Optional<FeedBatch> append(List<FeedEvent> events) {
        if (underWay == null) {
            if (events.isEmpty()) return Optional.empty();
            underWay = new FeedBatch(tracker, next, events);
        }
        if (!known) {
            store.addWriter(tracker, clock.instant());
            known = true;
        }
        store.append(underWay, clock.instant());
        FeedBatch stored = underWay;
        underWay = null;
        next = stored.next();
        return Optional.of(stored);
    }

    /** Says that this writer is alive; one that the others have forgotten meanwhile begins anew under another id. */
    void keepAlive() {
        if (!known || store.keepAlive(tracker, clock.instant())) return;
        List<FeedEvent> again = underWay == null ? List.of() : underWay.events();
        begin();
        underWay = again.isEmpty() ? null : new FeedBatch(tracker, 0, again);
    }

    private void begin() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        tracker = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        next = 0;
        known = false;
    }
}
