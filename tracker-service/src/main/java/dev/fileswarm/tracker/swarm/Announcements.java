package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.content.Contents;
import dev.fileswarm.tracker.limit.Limits;
import dev.fileswarm.tracker.limit.Quota;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Stores announcements: for each holding the newest one stays, whatever order they come in and however often.
 *
 * <p>All writes are single documents'. They are in such an order that a crash leaves what the peer's next announcement
 * repairs, which comes because the sequence that heartbeats tell is moved on last.
 */
@Component
class Announcements {
    private static final int AT_A_TIME = 500;

    private final HoldingStore holdings;
    private final FullAnnouncements full;
    private final Contents contents;
    private final Limits limits;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Announcements(
            HoldingStore holdings,
            FullAnnouncements full,
            Contents contents,
            Limits limits,
            ApplicationEventPublisher events,
            Clock clock) {
        this.holdings = holdings;
        this.full = full;
        this.contents = contents;
        this.limits = limits;
        this.events = events;
        this.clock = clock;
    }

    enum Outcome {
        STORED,
        /** From an epoch that is over. */
        STALE
    }

    Outcome announce(Stamp stamp, Collection<Announcement> announcements, boolean isFull) {
        // First the mark, then what it makes void: see below for what is stored in between.
        if (isFull) full.raise(stamp);
        if (full.isOver(stamp)) return Outcome.STALE;
        Changes changes = store(stamp, announcements);
        Set<ContentId> unused = new HashSet<>(changes.gone());
        if (isFull) unused.addAll(forgetBefore(stamp));
        // A later epoch may have become full after the look above, and its clearing may have missed what is new here.
        else if (!changes.anew().isEmpty() && full.isOver(stamp)) unused.addAll(forgetVoid(stamp));
        contents.used(changes.held(), changes.anew());
        contents.unused(unused);
        if (!changes.isEmpty())
            events.publishEvent(new HoldingsChanged(stamp.member().name(), changes.held(), Set.copyOf(unused)));
        return Outcome.STORED;
    }

    /** @param anew those of the held that this peer did not hold before */
    private record Changes(Set<ContentId> held, Set<ContentId> anew, Set<ContentId> gone) {
        boolean isEmpty() {
            return held.isEmpty() && gone.isEmpty();
        }
    }

    private Changes store(Stamp stamp, Collection<Announcement> announcements) {
        Map<String, HoldingDocument> wanted = announcements.stream()
                .map(announcement -> holding(stamp, announcement))
                .collect(Collectors.toMap(HoldingDocument::id, Function.identity()));
        Set<ContentId> anew = new HashSet<>();
        boolean isDone = wanted.isEmpty();
        while (!isDone) {
            Map<String, HoldingDocument> present = holdings.findAll(wanted.keySet()).stream()
                    .collect(Collectors.toMap(HoldingDocument::id, Function.identity()));
            present.values().removeIf(before -> stamp.isOlderThan(before) && wanted.remove(before.id()) != null);
            List<HoldingDocument> missing = new ArrayList<>();
            List<HoldingDocument> others = new ArrayList<>();
            for (HoldingDocument holding : wanted.values()) {
                HoldingDocument before = present.get(holding.id());
                if (!holding.gone() && (before == null || before.gone())) anew.add(holding.contentId());
                (before == null ? missing : others).add(holding);
            }
            PeerName peer = stamp.member().name();
            limits.require(Quota.HOLDINGS_PER_PEER, missing.size(), () -> holdings.countOf(peer));
            holdings.advanceAll(others);
            // Somebody else may have inserted one meanwhile, perhaps an older one: then look again.
            isDone = holdings.insertAll(missing);
        }
        return new Changes(contentIds(wanted.values(), false), anew, contentIds(wanted.values(), true));
    }

    private HoldingDocument holding(Stamp stamp, Announcement announcement) {
        Instant now = clock.instant();
        return new HoldingDocument(
                HoldingDocument.idOf(announcement.content(), stamp.member().name()),
                announcement.content().text(),
                stamp.member().text(),
                stamp.member().name().key(),
                stamp.epoch(),
                stamp.sequence(),
                announcement.held(),
                announcement.isComplete(),
                announcement.isGone(),
                announcement.isGone() ? null : announcement.chunks().bytes(),
                ThreadLocalRandom.current().nextDouble(),
                now);
    }

    private static Set<ContentId> contentIds(Collection<HoldingDocument> some, boolean gone) {
        return some.stream()
                .filter(holding -> holding.gone() == gone)
                .map(HoldingDocument::contentId)
                .collect(Collectors.toSet());
    }

    /** Removes what the peer announced before the stamp's epoch, and returns the contents. */
    private Set<ContentId> forgetBefore(Stamp stamp) {
        Set<ContentId> forgotten = new HashSet<>();
        List<HoldingDocument> some;
        do {
            some = holdings.before(stamp, AT_A_TIME);
            if (some.isEmpty()) break;
            holdings.removeBefore(stamp, some);
            forgotten.addAll(contentIds(some, false));
        } while (some.size() == AT_A_TIME);
        return forgotten;
    }

    private Set<ContentId> forgetVoid(Stamp stamp) {
        return full.find(stamp.member().name())
                .map(mark -> forgetBefore(new Stamp(stamp.member(), mark.epoch(), 0)))
                .orElse(Set.of());
    }
}
