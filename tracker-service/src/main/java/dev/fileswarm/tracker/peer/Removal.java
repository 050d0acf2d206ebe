package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import java.util.Optional;
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

    /**
     * For whoever gave the name up with a token that ended with it, and asks again: nothing is left to do, or what was
     * left half done is done. False where the name stands, so that the token ended in another way.
     */
    boolean repeat(PeerName name) {
        Optional<PeerDocument> left = peers.find(name);
        if (left.isPresent() && left.get().leavingSince() == null) return false;
        if (left.isPresent()) remove(name);
        return true;
    }

    /** False when there is no such name. */
    boolean remove(PeerName name) {
        if (!peers.markLeaving(name, clock.instant())) return false;
        tokens.endAll(name);
        presence.tell(new PeerEvent.SignedOut(name, null));
        presence.tellOffline(name);
        presence.tell(new PeerEvent.Deregistered(name));
        peers.remove(name);
        return true;
    }
}
