package dev.fileswarm.tracker.swarm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What this tracker stored last of each peer's holdings, so that the next announcement need not ask the store what it takes
 * the place of.
 *
 * <p>A peer counts its announcements. As long as each that comes here is the one after the last, none can have gone to another
 * tracker in between, and what was stored here is what there is. With the first gap, a new epoch or membership, two at a time,
 * or a failure, all of that peer's is forgotten, and the store is asked.
 */
final class LastStored {
    private final Cache<String, Series> all;

    LastStored(int mostHoldings) {
        all = Caffeine.newBuilder()
                .maximumWeight(mostHoldings)
                .weigher((String peer, Series series) -> series.weight())
                .build();
    }

    /** The series that an announcement goes on with, or begins; {@link #end} must follow once it is stored. */
    Series begin(Stamp stamp) {
        return all.asMap()
                .compute(
                        stamp.member().name().key(),
                        (peer, series) -> series != null && series.goesOnWith(stamp) ? series : new Series(stamp));
    }

    /** @param stored what there is now of the pairs that the announcement was about */
    void end(Series series, Collection<HoldingStore.Present> stored) {
        series.end(stored);
        // So that it is weighed anew.
        all.asMap().computeIfPresent(series.peer, (peer, present) -> present);
    }

    /** How many are remembered, more or less. */
    long weight() {
        all.cleanUp();
        return all.policy()
                .eviction()
                .flatMap(eviction -> eviction.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
    }

    /** Announcements of one peer, one after another and without a gap. Its fields are guarded by its monitor. */
    static final class Series {
        private final String peer;
        private final Map<String, HoldingStore.Present> byPair;
        private final Stamp first;
        private Stamp last;
        private boolean underWay;

        private Series(Stamp first) {
            peer = first.member().name().key();
            byPair = new HashMap<>();
            this.first = first;
            last = first;
            underWay = true;
        }

        /** Whether it began with the announcement that is under way. */
        synchronized boolean isNew() {
            return last.equals(first);
        }

        private synchronized boolean goesOnWith(Stamp next) {
            boolean isNext = !underWay
                    && next.sequence() == last.sequence() + 1
                    && next.epoch() == last.epoch()
                    && next.member().equals(last.member());
            if (!isNext) return false;
            last = next;
            underWay = true;
            return true;
        }

        /** What there is of a pair; null where that is not known. */
        synchronized HoldingStore.Present of(String pair) {
            return byPair.get(pair);
        }

        private synchronized void end(Collection<HoldingStore.Present> stored) {
            stored.forEach(one -> byPair.put(one.pair(), one));
            underWay = false;
        }

        private synchronized int weight() {
            return 1 + byPair.size();
        }
    }
}
