package dev.fileswarm.tracker.peer;

import java.time.Instant;
import java.util.Map;

/**
 * What one reader sees of the others: whoever has blocked the reader looks offline, since the moment of the block.
 * Strangers and operators, whom nobody blocks, see everything.
 */
public final class Sight {
    public static final Sight EVERYTHING = new Sight(Map.of());

    /** When each {@link Membership} blocked the reader. */
    private final Map<String, Instant> hiddenSince;

    Sight(Map<String, Instant> hiddenSince) {
        this.hiddenSince = Map.copyOf(hiddenSince);
    }

    /** The peer as the reader sees it. */
    public PeerInfo see(PeerInfo peer) {
        Instant since = hiddenSince.get(Membership.of(peer).text());
        return since == null ? peer : peer.asOfflineSince(since);
    }

    /** Whether the peer has blocked the reader. */
    public boolean isHidden(PeerInfo peer) {
        return hiddenSince.containsKey(Membership.of(peer).text());
    }

    Map<String, Instant> hiddenSince() {
        return hiddenSince;
    }
}
