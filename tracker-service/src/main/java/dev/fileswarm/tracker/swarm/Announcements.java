package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.content.Contents;
import dev.fileswarm.tracker.limit.Limits;
import dev.fileswarm.tracker.limit.Quota;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.Together;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Stores announcements: for each holding the newest one stays, whatever order they come in and however often. Those that
 * come at the same time are stored together.
 *
 * <p>All writes are single documents'. They are in such an order that a crash leaves what the peer's next announcement
 * repairs, which comes because the sequence that heartbeats tell is moved on last.
 */
@Component
class Announcements {
    private static final int AT_A_TIME = 500;
    private static final int AT_ONCE = 1;
    private static final int MOST = 128;

    /** Storing one request's costs the store and us as much as storing ten at once, but for the rows. */
    private static final Duration REST = Duration.ofMillis(50);

    /** Some 170 MB. */
    private static final int MOST_REMEMBERED = 400_000;

    /** A request with more than that is stored alone. */
    private static final int FEW = 32;

    private final HoldingStore holdings;
    private final FullAnnouncements full;
    private final Contents contents;
    private final Limits limits;
    private final Clock clock;
    private final LastStored last = new LastStored(MOST_REMEMBERED);
    private final Together<Request, Stored> together = new Together<>(AT_ONCE, MOST, REST, this::storeAll);

    Announcements(HoldingStore holdings, FullAnnouncements full, Contents contents, Limits limits, Clock clock) {
        this.holdings = holdings;
        this.full = full;
        this.contents = contents;
        this.limits = limits;
        this.clock = clock;
    }

    enum Outcome {
        STORED,
        /** From an epoch that is over. */
        STALE
    }

    private record Request(Stamp stamp, List<HoldingDocument> wanted) {}

    /**
     * @param refused null when it was not
     * @param isVoid whether a later epoch was announced in full while this was stored
     */
    private record Stored(
            Outcome outcome, AnnouncementBatch.Changes changes, ProblemException refused, boolean isVoid) {
        boolean isStored() {
            return outcome == Outcome.STORED && refused == null;
        }

        Stored asOf(boolean voidNow) {
            return new Stored(outcome, changes, refused, voidNow);
        }
    }

    Outcome announce(Stamp stamp, Collection<Announcement> announcements, boolean isFull) {
        // First the mark, then what it makes void: see below for what is stored in between.
        if (isFull) full.raise(stamp);
        Instant now = clock.instant();
        List<HoldingDocument> wanted = announcements.stream()
                .map(announcement -> HoldingDocument.of(stamp, announcement, now))
                .toList();
        Request request = new Request(stamp, wanted);
        Stored stored = wanted.size() <= FEW
                ? together.ask(request)
                : storeAll(List.of(request)).getFirst();
        if (stored.refused() != null) throw stored.refused();
        if (stored.outcome() == Outcome.STALE) return Outcome.STALE;
        AnnouncementBatch.Changes changes = stored.changes();
        Set<ContentId> unused = new HashSet<>(changes.gone());
        if (isFull) unused.addAll(forgetBefore(stamp));
        // That clearing may have come before what is new here.
        else if (stored.isVoid()) unused.addAll(forgetVoid(stamp));
        unused.addAll(goneAgain(stamp.member().name(), changes.anew()));
        contents.unused(unused);
        return Outcome.STORED;
    }

    private List<Stored> storeAll(List<Request> requests) {
        List<LastStored.Series> series =
                requests.stream().map(request -> last.begin(request.stamp())).toList();
        // Where a series goes on no later epoch came here; what came elsewhere is looked for when all is stored.
        Set<Stamp> over = full.over(IntStream.range(0, requests.size())
                .filter(i -> series.get(i).isNew())
                .mapToObj(i -> requests.get(i).stamp())
                .collect(Collectors.toSet()));
        AnnouncementBatch batch = new AnnouncementBatch(present(requests, series));
        List<Stored> stored = new ArrayList<>();
        for (Request request : requests)
            stored.add(
                    over.contains(request.stamp())
                            ? new Stored(Outcome.STALE, AnnouncementBatch.Changes.NONE, null, false)
                            : takeIn(request, batch));
        // What is new is there before what it takes the place of goes, so nobody ever sees neither.
        holdings.insertAll(batch.added());
        holdings.removeIds(batch.superseded());
        contents.used(union(stored, AnnouncementBatch.Changes::held), union(stored, AnnouncementBatch.Changes::anew));
        for (int i = 0; i < requests.size(); i++)
            if (stored.get(i).isStored())
                last.end(series.get(i), batch.newest(requests.get(i).wanted()));
        Set<Stamp> voidNow = full.over(requests.stream().map(Request::stamp).collect(Collectors.toSet()));
        return IntStream.range(0, stored.size())
                .mapToObj(
                        i -> stored.get(i).asOf(voidNow.contains(requests.get(i).stamp())))
                .toList();
    }

    /** What there is of all that is announced: as remembered, and asked for where it is not. */
    private Collection<HoldingStore.Present> present(List<Request> requests, List<LastStored.Series> series) {
        Map<String, HoldingStore.Present> byId = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (int i = 0; i < requests.size(); i++)
            for (HoldingDocument wanted : requests.get(i).wanted()) {
                HoldingStore.Present known = series.get(i).of(wanted.pair());
                if (known == null) unknown.add(wanted.pair());
                else byId.put(known.id(), known);
            }
        if (!unknown.isEmpty()) holdings.all(unknown).forEach(found -> byId.put(found.id(), found));
        return byId.values();
    }

    private Stored takeIn(Request request, AnnouncementBatch batch) {
        AnnouncementBatch.Changes changes = batch.changes(request.wanted());
        PeerName peer = request.stamp().member().name();
        try {
            limits.require(Quota.HOLDINGS_PER_PEER, changes.added(), () -> holdings.countOf(peer));
        } catch (ProblemException refused) {
            return new Stored(Outcome.STORED, AnnouncementBatch.Changes.NONE, refused, false);
        }
        batch.apply(request.wanted());
        return new Stored(Outcome.STORED, changes, null, false);
    }

    private static Set<ContentId> union(
            List<Stored> stored, Function<AnnouncementBatch.Changes, Set<ContentId>> which) {
        return stored.stream()
                .flatMap(one -> which.apply(one.changes()).stream())
                .collect(Collectors.toSet());
    }

    /**
     * Of what is new, the contents that a newer announcement says are gone: its look for unused ones may have come too
     * early.
     */
    private Set<ContentId> goneAgain(PeerName peer, Set<ContentId> anew) {
        if (anew.isEmpty()) return Set.of();
        Map<String, ContentId> pairs = anew.stream()
                .collect(Collectors.toMap(content -> HoldingDocument.pairOf(peer, content), Function.identity()));
        return holdings.all(pairs.keySet()).stream()
                .filter(HoldingStore.Present::gone)
                .map(present -> pairs.get(present.pair()))
                .collect(Collectors.toSet());
    }

    private static Set<ContentId> contentsOf(List<HoldingDocument> some) {
        return some.stream().map(HoldingDocument::contentId).collect(Collectors.toSet());
    }

    /** Removes what the peer announced before the stamp's epoch, and returns the contents. */
    private Set<ContentId> forgetBefore(Stamp stamp) {
        Set<ContentId> forgotten = new HashSet<>();
        List<HoldingDocument> some;
        do {
            some = holdings.before(stamp, AT_A_TIME);
            holdings.remove(some);
            forgotten.addAll(contentsOf(some));
        } while (some.size() == AT_A_TIME);
        return forgotten;
    }

    private Set<ContentId> forgetVoid(Stamp stamp) {
        return full.find(stamp.member().name())
                .map(mark -> forgetBefore(new Stamp(stamp.member(), mark.epoch(), 0)))
                .orElse(Set.of());
    }
}
