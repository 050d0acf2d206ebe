package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerEvent;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes the offers of names that are given up, and contents that are in nobody's use. */
@Component
class OfferCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(OfferCleanup.class);
    private static final int AT_A_TIME = 500;
    private static final long SWEEP_EVERY_MILLIS = 300_000;

    private final OfferStore store;
    private final Offers offers;
    private final Contents contents;
    private final Peers peers;

    OfferCleanup(OfferStore store, Offers offers, Contents contents, Peers peers) {
        this.store = store;
        this.offers = offers;
        this.contents = contents;
        this.peers = peers;
    }

    /** Runs before the name itself goes; a failure here keeps it, to be done again. */
    @EventListener
    void on(PeerEvent.Deregistered gone) {
        removeAll(() -> store.ofOwner(gone.name(), AT_A_TIME));
    }

    /** Finds what a request that was under way during a deregistration stored after it; nobody is shown those. */
    @Scheduled(initialDelay = SWEEP_EVERY_MILLIS, fixedDelay = SWEEP_EVERY_MILLIS)
    void sweep() {
        try {
            Membership.ended(store.members(), peers)
                    .forEach(member -> removeAll(() -> store.ofMember(member, AT_A_TIME)));
            contents.sweep();
        } catch (RuntimeException e) {
            LOG.debug("A sweep of offers failed and will be repeated", e);
        }
    }

    private void removeAll(Supplier<List<OfferDocument>> some) {
        for (List<OfferDocument> next = some.get(); !next.isEmpty(); next = some.get()) {
            store.remove(next);
            PeerName owner = next.getFirst().ownerName();
            offers.tellWithdrawn(owner, next);
        }
    }
}
