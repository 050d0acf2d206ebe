package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.content.Contents;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerEvent;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes the holdings of names that are given up, and those that are gone long enough. */
@Component
class HoldingCleanup {
    /** No request is under way for longer. */
    static final Duration GONE_REMEMBERED = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(HoldingCleanup.class);
    private static final int AT_A_TIME = 500;
    private static final long SWEEP_EVERY_MILLIS = 300_000;

    private final HoldingStore holdings;
    private final FullAnnouncements full;
    private final Contents contents;
    private final Peers peers;
    private final Clock clock;

    HoldingCleanup(HoldingStore holdings, FullAnnouncements full, Contents contents, Peers peers, Clock clock) {
        this.holdings = holdings;
        this.full = full;
        this.contents = contents;
        this.peers = peers;
        this.clock = clock;
    }

    /** Runs before the name itself goes; a failure here keeps it, to be done again. */
    @EventListener
    void on(PeerEvent.Deregistered left) {
        removeAll(() -> holdings.ofPeer(left.name(), AT_A_TIME));
        full.remove(left.name());
    }

    /** Also finds what a request that was under way during a deregistration stored after it; that counts nowhere. */
    @Scheduled(initialDelay = SWEEP_EVERY_MILLIS, fixedDelay = SWEEP_EVERY_MILLIS)
    void sweep() {
        try {
            removeGone();
            Membership.ended(holdings.members(), peers).forEach(member -> {
                PeerName name = Membership.nameIn(member);
                removeAll(() -> holdings.ofMember(name, member, AT_A_TIME));
            });
        } catch (RuntimeException e) {
            LOG.debug("A sweep of holdings failed and will be repeated", e);
        }
    }

    /** An older one that a race left behind goes first: it must not come to count. */
    private void removeGone() {
        Instant before = clock.instant().minus(GONE_REMEMBERED);
        for (List<HoldingDocument> gone = holdings.goneSince(before, AT_A_TIME);
                !gone.isEmpty();
                gone = holdings.goneSince(before, AT_A_TIME)) {
            Map<String, HoldingDocument> marks = gone.stream()
                    .collect(Collectors.toMap(HoldingDocument::pair, Function.identity(), HoldingStore.NEWER));
            holdings.removeIds(holdings.all(marks.keySet()).stream()
                    .filter(present ->
                            HoldingStore.Present.of(marks.get(present.pair())).isNewerThan(present))
                    .map(HoldingStore.Present::id)
                    .toList());
            holdings.remove(gone);
        }
    }

    private void removeAll(Supplier<List<HoldingDocument>> some) {
        for (List<HoldingDocument> next = some.get(); !next.isEmpty(); next = some.get()) {
            holdings.remove(next);
            contents.unused(next.stream().map(HoldingDocument::contentId).toList());
        }
    }
}
