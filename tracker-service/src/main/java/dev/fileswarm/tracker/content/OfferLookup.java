package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.peer.Sight;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Looks up what has become of given offers. */
@Service
public class OfferLookup {
    private static final int AT_A_TIME = 500;

    private final OfferStore offers;
    private final Peers peers;

    OfferLookup(OfferStore offers, Peers peers) {
        this.offers = offers;
        this.peers = peers;
    }

    /** An offer that is there. */
    public static final class Found {
        private final OfferKey key;
        private final OfferDocument offer;
        private final PeerInfo owner;

        private Found(OfferKey key, OfferDocument offer, PeerInfo owner) {
            this.key = key;
            this.offer = offer;
            this.owner = owner;
        }

        public OfferKey key() {
            return key;
        }

        public PeerInfo owner() {
            return owner;
        }

        /** As a reader sees it who is signed in. */
        public OfferView view(Sight sight) {
            return OfferView.of(offer, sight.see(owner), true);
        }
    }

    /** Those of the offers that are there. */
    public List<Found> find(Collection<OfferKey> keys) {
        Map<String, OfferKey> byId = new HashMap<>();
        keys.forEach(key -> byId.put(OfferDocument.idOf(key), key));
        List<String> ids = List.copyOf(byId.keySet());
        List<Found> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += AT_A_TIME) {
            List<OfferDocument> some = offers.findAll(ids.subList(from, Math.min(ids.size(), from + AT_A_TIME)));
            Map<PeerName, PeerInfo> owners =
                    peers.findAll(some.stream().map(OfferDocument::ownerName).collect(Collectors.toSet()));
            for (OfferDocument offer : some) {
                PeerInfo owner = owners.get(offer.ownerName());
                // Of a name that was given up nothing is there any more.
                if (owner != null && Membership.of(owner).text().equals(offer.member()))
                    found.add(new Found(byId.get(offer.id()), offer, owner));
            }
        }
        return found;
    }
}
