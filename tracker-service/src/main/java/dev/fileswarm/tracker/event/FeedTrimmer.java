package dev.fileswarm.tracker.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes events that are old or too many: this tracker's own, and those of trackers that are gone. */
@Component
class FeedTrimmer {
    private static final Logger LOG = LoggerFactory.getLogger(FeedTrimmer.class);
    private static final long EVERY_MILLIS = 30_000;
    private static final int AT_A_TIME = 500;

    /** A writer says every ten seconds that it is alive. */
    private static final Duration GONE_AFTER = Duration.ofMinutes(1);

    private final FeedStore store;
    private final Feed feed;
    private final FeedSettings settings;
    private final Clock clock;

    FeedTrimmer(FeedStore store, Feed feed, FeedSettings settings, Clock clock) {
        this.store = store;
        this.feed = feed;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = EVERY_MILLIS, fixedDelay = EVERY_MILLIS)
    void sweep() {
        try {
            Instant now = clock.instant();
            for (FeedStore.Writer writer : store.writers()) {
                boolean gone = writer.aliveAt().isBefore(now.minus(GONE_AFTER));
                if (gone || writer.tracker().equals(feed.tracker())) trim(writer.tracker(), now.minus(settings.kept()));
                Instant forgotten = now.minus(settings.kept()).minus(Replay.CURSOR_LIFE);
                if (writer.aliveAt().isBefore(forgotten)) store.removeWriter(writer.tracker());
            }
        } catch (RuntimeException e) {
            LOG.debug("A sweep of the feed failed and will be repeated", e);
        }
    }

    private void trim(String tracker, Instant keptSince) {
        List<FeedStore.Kept> kept = store.kept(tracker);
        long tooMuch = kept.stream().mapToLong(FeedStore.Kept::weight).sum() - settings.keptWeight();
        List<FeedStore.Kept> removed = new ArrayList<>();
        for (FeedStore.Kept batch : kept) {
            if (!batch.at().isBefore(keptSince) && tooMuch <= 0) break;
            tooMuch -= batch.weight();
            removed.add(batch);
        }
        for (int from = 0; from < removed.size(); from += AT_A_TIME)
            store.remove(tracker, removed.subList(from, Math.min(removed.size(), from + AT_A_TIME)));
    }
}
