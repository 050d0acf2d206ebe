package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.shared.ContentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works out what several announcements change together, from what the store had before; one request after another, as if
 * each had come alone. Knows no store.
 */
final class AnnouncementBatch {
    private final Map<String, HoldingStore.Present> newest = new HashMap<>();

    /** All of the newest's older ones; they go when what is new is stored. */
    private final List<String> superseded = new ArrayList<>();

    private final Map<String, HoldingDocument> added = new LinkedHashMap<>();

    /** @param present all there are of the pairs that are announced, in any order */
    AnnouncementBatch(Collection<HoldingStore.Present> present) {
        present.forEach(this::takeIn);
    }

    /**
     * What one request changes.
     *
     * @param held of which the peer holds something now, as far as this request was not overtaken
     * @param anew those of them that this peer did not hold before
     * @param gone of which it holds nothing any more
     * @param added how many pairs there are that were not there before
     */
    record Changes(Set<ContentId> held, Set<ContentId> anew, Set<ContentId> gone, int added) {
        static final Changes NONE = new Changes(Set.of(), Set.of(), Set.of(), 0);
    }

    /** What this request would change; nothing is done yet. */
    Changes changes(Collection<HoldingDocument> wanted) {
        Set<ContentId> held = new HashSet<>();
        Set<ContentId> anew = new HashSet<>();
        Set<ContentId> gone = new HashSet<>();
        int more = 0;
        for (HoldingDocument holding : wanted) {
            HoldingStore.Present before = newest.get(holding.pair());
            if (before != null && before.isNewerThan(HoldingStore.Present.of(holding))) continue;
            (holding.gone() ? gone : held).add(holding.contentId());
            if (!holding.gone() && (before == null || before.gone())) anew.add(holding.contentId());
            if (before == null) more++;
        }
        return new Changes(held, anew, gone, more);
    }

    /** Takes the request in. */
    void apply(Collection<HoldingDocument> wanted) {
        for (HoldingDocument holding : wanted) {
            HoldingStore.Present present = HoldingStore.Present.of(holding);
            HoldingStore.Present before = newest.get(holding.pair());
            // The same stamp says the same, and is there.
            if (before != null && !present.isNewerThan(before)) continue;
            added.put(holding.id(), holding);
            takeIn(present);
        }
    }

    /** What will be there of these pairs when what is new is stored. */
    List<HoldingStore.Present> newest(Collection<HoldingDocument> wanted) {
        return wanted.stream().map(holding -> newest.get(holding.pair())).toList();
    }

    private void takeIn(HoldingStore.Present holding) {
        HoldingStore.Present other = newest.put(holding.pair(), holding);
        if (other == null) return;
        if (other.isNewerThan(holding)) newest.put(holding.pair(), other);
        supersede(other.isNewerThan(holding) ? holding : other);
    }

    private void supersede(HoldingStore.Present older) {
        // What was to be added and is older already need not be stored at all.
        if (added.remove(older.id()) == null) superseded.add(older.id());
    }

    Collection<HoldingDocument> added() {
        return added.values();
    }

    /** Their ids. */
    List<String> superseded() {
        return superseded;
    }
}
