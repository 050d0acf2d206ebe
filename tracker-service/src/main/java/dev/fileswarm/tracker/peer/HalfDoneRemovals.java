package dev.fileswarm.tracker.peer;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Deregistrations that a tracker began and was killed in. */
@Component
public class HalfDoneRemovals {
    private static final int AT_A_TIME = 500;

    /** The clock may have been set back since. */
    private static final Duration CLOCK_SET_BACK = Duration.ofDays(365);

    private final PeerStore peers;
    private final Removal removal;
    private final Clock clock;

    HalfDoneRemovals(PeerStore peers, Removal removal, Clock clock) {
        this.peers = peers;
        this.removal = removal;
        this.clock = clock;
    }

    /**
     * Does what is left of them. Only for a tracker that has the store to itself, and serves nobody yet: elsewhere another
     * tracker may be at it, which is given some time.
     */
    public void finish() {
        List<PeerDocument> left;
        do {
            left = peers.leavingSince(clock.instant().plus(CLOCK_SET_BACK), AT_A_TIME);
            left.forEach(peer -> removal.remove(peer.peerName()));
        } while (left.size() == AT_A_TIME);
    }
}
