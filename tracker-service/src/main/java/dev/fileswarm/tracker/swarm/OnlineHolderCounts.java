package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.content.HolderCounts;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.peer.Sight;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Counts the holders online of some contents; leases are looked up for many at a time, each peer once. */
@Component
class OnlineHolderCounts implements HolderCounts {
    private static final int AT_A_TIME = 1_000;

    private final HoldingStore holdings;
    private final Peers peers;

    OnlineHolderCounts(HoldingStore holdings, Peers peers) {
        this.holdings = holdings;
        this.peers = peers;
    }

    @Override
    public Map<ContentId, Count> online(Collection<ContentId> contents, Sight reader) {
        if (contents.isEmpty()) return Map.of();
        Counting counting = new Counting(reader);
        holdings.ofContents(contents.stream().map(ContentId::text).toList()).forEach(counting::add);
        counting.countWaiting();
        return counting.counts;
    }

    @Override
    public Set<String> held(Collection<String> contents) {
        Set<String> maybe = holdings.contentsWith(contents, false);
        // Where something is gone, an older word that it is held may still be there: the newest one counts.
        Set<String> unsure = holdings.contentsWith(maybe, true);
        maybe.removeAll(unsure);
        holdings.ofContents(unsure).forEach(holding -> maybe.add(holding.content()));
        return maybe;
    }

    private final class Counting {
        private final Sight reader;
        private final Map<ContentId, Count> counts = new HashMap<>();
        private final Map<PeerName, PeerInfo> online = new HashMap<>();
        private final Set<PeerName> known = new HashSet<>();
        private final List<HoldingDocument> waiting = new ArrayList<>();

        Counting(Sight reader) {
            this.reader = reader;
        }

        void add(HoldingDocument holding) {
            waiting.add(holding);
            if (waiting.size() == AT_A_TIME) countWaiting();
        }

        void countWaiting() {
            Set<PeerName> unknown = new HashSet<>();
            for (HoldingDocument holding : waiting) {
                if (known.add(holding.peerName())) unknown.add(holding.peerName());
            }
            online.putAll(peers.online(unknown));
            online.values().removeIf(reader::isHidden);
            for (HoldingDocument holding : waiting) {
                if (Holders.counts(holding, online.get(holding.peerName())))
                    counts.merge(holding.contentId(), new Count(1, holding.complete() ? 1 : 0), Counting::sum);
            }
            waiting.clear();
        }

        private static Count sum(Count one, Count other) {
            return new Count(one.holders() + other.holders(), one.complete() + other.complete());
        }
    }
}
