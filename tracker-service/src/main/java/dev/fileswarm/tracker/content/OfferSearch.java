package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.peer.Blocks;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.peer.Sight;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Lists offers, page by page.
 *
 * <p>Whether an owner is here is known to its lease alone, so it is looked up for the offers of a page and not kept with
 * them. A page of offers online looks through a bounded number of others: it may be short, and the next one goes on.
 */
@Component
class OfferSearch {
    private static final int AT_A_TIME = 500;
    private static final int MAX_LOOKED_AT = 20_000;

    private final OfferStore offers;
    private final Peers peers;
    private final Blocks blocks;

    OfferSearch(OfferStore offers, Peers peers, Blocks blocks) {
        this.offers = offers;
        this.peers = peers;
        this.blocks = blocks;
    }

    /** {@code after} may be null. */
    Page<OfferView> list(OfferFilter filter, String after, int limit, Caller reader) {
        boolean withAddresses = reader.signedIn();
        Sight sight = blocks.sightOf(reader);
        List<Found> found = new ArrayList<>();
        String behind = after;
        int lookedAt = 0;
        while (lookedAt < MAX_LOOKED_AT) {
            // Without a look at leases every offer counts, so one question is enough.
            int count = filter.online() == null ? limit + 1 - found.size() : Math.max(limit + 1, AT_A_TIME);
            List<OfferDocument> next = offers.page(filter, behind, count);
            found.addAll(withOwners(next, filter, sight));
            if (found.size() > limit)
                return Page.cut(found, limit, one -> Cursor.of(one.offer().id()))
                        .map(one -> one.view(withAddresses));
            if (next.size() < count) return view(found, null, withAddresses);
            behind = next.getLast().id();
            lookedAt += next.size();
        }
        return view(found, Cursor.of(behind).text(), withAddresses);
    }

    private record Found(OfferDocument offer, PeerInfo owner) {
        OfferView view(boolean withAddresses) {
            return OfferView.of(offer, owner, withAddresses);
        }
    }

    private static Page<OfferView> view(List<Found> found, String next, boolean withAddresses) {
        return new Page<>(found.stream().map(one -> one.view(withAddresses)).toList(), next);
    }

    /** Without those of names that were given up, which are on their way out. */
    private List<Found> withOwners(List<OfferDocument> some, OfferFilter filter, Sight sight) {
        Map<PeerName, PeerInfo> owners =
                peers.findAll(some.stream().map(OfferDocument::ownerName).collect(Collectors.toSet()));
        List<Found> found = new ArrayList<>();
        for (OfferDocument offer : some) {
            PeerInfo real = owners.get(offer.ownerName());
            if (real == null || !Membership.of(real).text().equals(offer.member())) continue;
            PeerInfo owner = sight.see(real);
            if (filter.online() == null || filter.online() == owner.online()) found.add(new Found(offer, owner));
        }
        return found;
    }
}
