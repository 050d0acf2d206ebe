package dev.fileswarm.tracker.peer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does what time alone makes due. Every tracker sweeps; each step is taken by whichever comes first, and a crash leaves
 * nothing that the next round does not find.
 */
@Component
class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long PRESENCE_EVERY_MILLIS = 1_000;
    private static final long REST_EVERY_MILLIS = 60_000;
    private static final int AT_A_TIME = 500;

    static final Duration KEYLESS_LAPSE = Duration.ofHours(24);
    private static final Duration REMOVAL_GRACE = Duration.ofSeconds(30);

    private final PeerStore peers;
    private final Presence presence;
    private final Removal removal;
    private final Tokens tokens;
    private final Clock clock;

    Sweeper(PeerStore peers, Presence presence, Removal removal, Tokens tokens, Clock clock) {
        this.peers = peers;
        this.presence = presence;
        this.removal = removal;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Tells that peers whose lease is over are offline. */
    @Scheduled(fixedDelay = PRESENCE_EVERY_MILLIS)
    void sweepPresence() {
        unlessStoreIsAway(() -> {
            for (PeerDocument peer : peers.lapsed(clock.instant(), AT_A_TIME)) presence.tellOffline(peer.peerName());
        });
    }

    @Scheduled(fixedDelay = REST_EVERY_MILLIS)
    void sweepRest() {
        unlessStoreIsAway(() -> {
            Instant now = clock.instant();
            peers.keylessUnusedSince(now.minus(KEYLESS_LAPSE), AT_A_TIME)
                    .forEach(peer -> removal.remove(peer.peerName()));
            peers.leavingSince(now.minus(REMOVAL_GRACE), AT_A_TIME).forEach(peer -> removal.remove(peer.peerName()));
            tokens.forgetExpired(now);
        });
    }

    /** Requests tell that the store is away; a sweep just comes again. */
    private static void unlessStoreIsAway(Runnable sweep) {
        try {
            sweep.run();
        } catch (RuntimeException e) {
            LOG.debug("A sweep failed and will be repeated", e);
        }
    }
}
