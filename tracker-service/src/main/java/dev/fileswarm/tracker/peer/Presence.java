package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Who is here: a peer is online while its lease lasts, and tells each change once. */
@Component
class Presence {
    static final Duration LEASE = Duration.ofSeconds(30);

    private final PeerStore peers;
    private final TableVersion table;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Presence(PeerStore peers, TableVersion table, ApplicationEventPublisher events, Clock clock) {
        this.peers = peers;
        this.table = table;
        this.events = events;
        this.clock = clock;
    }

    /** Of a peer that was heard of. Whoever was offline before is told to have come. */
    PeerDocument renewed(PeerName name, Optional<PeerDocument> renewal) {
        PeerDocument peer = renewal.orElseThrow(() -> unknown(name));
        if (!peer.online()) tellOnline(name);
        return peer;
    }

    void begin(PeerDocument peer, CallerHost host, int tcpPort, int udpPort) {
        Instant now = clock.instant();
        PeerName name = peer.peerName();
        if (!peers.signIn(peer, host, tcpPort, udpPort, now, now.plus(LEASE))) throw unknown(name);
        tellOnline(name);
    }

    void end(PeerName name) {
        peers.endLease(name, clock.instant());
        tellOffline(name);
    }

    void tellOnline(PeerName name) {
        if (peers.tellsOnline(name, clock.instant())) tell(new PeerEvent.CameOnline(name));
    }

    void tellOffline(PeerName name) {
        if (peers.tellsOffline(name, clock.instant())) tell(new PeerEvent.WentOffline(name));
    }

    void tell(PeerEvent event) {
        events.publishEvent(event);
        table.change();
    }

    static ProblemException unknown(PeerName name) {
        return new ProblemException(ErrorCode.UNKNOWN_PEER, "Nobody here has the name '" + name + "'.");
    }
}
