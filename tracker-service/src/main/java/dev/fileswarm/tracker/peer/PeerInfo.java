package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.List;

/**
 * What the rest of the tracker may know of a peer.
 *
 * @param key the raw Ed25519 key in base64url; null for a name without one, which is never a source
 * @param addresses none while it is offline
 */
public record PeerInfo(
        PeerName name,
        String key,
        boolean online,
        Instant registeredAt,
        Instant lastSeenAt,
        List<PeerAddress> addresses) {
    /** As it looks to somebody who must not know whether it was here after that. */
    PeerInfo asOfflineSince(Instant since) {
        Instant lastSeen = lastSeenAt.isAfter(since) ? since : lastSeenAt;
        return new PeerInfo(name, key, false, registeredAt, lastSeen, List.of());
    }

    /** As it was when it came, where it may have gone since. */
    public PeerInfo asOnline() {
        return new PeerInfo(name, key, true, registeredAt, lastSeenAt, addresses);
    }

    public boolean hasKey() {
        return key != null;
    }

    /** Whether it says that it listens anywhere; a peer that does not cannot be fetched from. */
    public boolean listens() {
        return addresses.stream().anyMatch(address -> address.tcpPort() > 0);
    }
}
