package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Deregisters a name with everything that belongs to it. The order makes a crash harmless at every step: the name is
 * marked, its tokens go, everybody else drops what they keep of it, and last goes the name itself. The sweeper takes up
 * what was left half done.
 */
@Component
class Removal {
    private final PeerStore peers;
    private final Tokens tokens;
    private final Presence presence;
    private final Clock clock;

    Removal(PeerStore peers, Tokens tokens, Presence presence, Clock clock) {
        this.peers = peers;
        this.tokens = tokens;
        this.presence = presence;
        this.clock = clock;
    }

    /** False when there is no such name. */
    boolean remove(PeerName name) {
        if (!peers.markLeaving(name, clock.instant())) return false;
        tokens.revokeAll(name);
        presence.tellOffline(name);
        presence.tell(new PeerEvent.Deregistered(name));
        peers.remove(name);
        return true;
    }
}
