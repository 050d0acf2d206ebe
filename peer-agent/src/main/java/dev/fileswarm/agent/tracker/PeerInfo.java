package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;
import java.util.List;

/**
 * A registered peer.
 *
 * @param key null for a name without a key
 * @param addresses empty for readers that are not signed in
 */
public record PeerInfo(
        PeerName name,
        PeerKey key,
        boolean online,
        Instant registeredAt,
        Instant lastSeenAt,
        List<PeerEndpoint> addresses) {
    public PeerInfo {
        Required.field("name", name);
        addresses = addresses == null ? List.of() : List.copyOf(addresses);
    }
}
