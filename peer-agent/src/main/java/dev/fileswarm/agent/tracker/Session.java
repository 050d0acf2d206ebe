package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;

/**
 * What signing in gives.
 *
 * @param token for the Authorization header; secret
 * @param credential null for a name without a key
 */
public record Session(
        PeerName name,
        String token,
        Instant tokenExpiresAt,
        String credential,
        Instant credentialExpiresAt,
        PeerInfo peer) {
    public Session {
        Required.field("name", name);
        Required.field("token", token);
        Required.field("tokenExpiresAt", tokenExpiresAt);
        Required.field("peer", peer);
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "Session[" + name + ", until " + tokenExpiresAt + "]";
    }
}
