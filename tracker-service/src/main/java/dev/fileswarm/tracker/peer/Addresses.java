package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.FieldProblem;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.PeerName;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Changes where a peer may be reached. */
@Component
class Addresses {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+");

    private final PeerStore peers;
    private final HostVerifier verifier;
    private final Presence presence;
    private final Clock clock;

    Addresses(PeerStore peers, HostVerifier verifier, Presence presence, Clock clock) {
        this.peers = peers;
        this.verifier = verifier;
        this.presence = presence;
        this.clock = clock;
    }

    PeerInfo update(PeerName name, PeerController.AddressRequest request, CallerHost from) {
        PeerDocument peer = peers.find(name).orElseThrow(() -> Presence.unknown(name));
        if (peer.key() == null)
            throw new ProblemException(
                    ErrorCode.NO_KEY, "'" + name + "' was registered without a key and is never dialled.");
        int tcpPort = request.tcpPort() == null ? peer.tcpPort() : request.tcpPort();
        int udpPort = request.udpPort() == null ? peer.udpPort() : request.udpPort();
        String host = host(peer, request, tcpPort, from);
        if (!peers.setAddresses(name, tcpPort, udpPort, host)) throw Presence.unknown(name);
        presence.tell(new PeerEvent.AddressesChanged(name));
        return peers.find(name).orElseThrow(() -> Presence.unknown(name)).info(clock.instant());
    }

    /** The host to list: the one claimed now, once verified, or else the one of before. */
    private String host(PeerDocument peer, PeerController.AddressRequest request, int tcpPort, CallerHost from) {
        if (request.host() == null) return peer.claimedHost();
        if (request.host().isEmpty()) return null;
        if (!HOST.matcher(request.host()).matches()) throw invalid("host", "must be a host name or an IP address");
        if (tcpPort == 0) throw invalid("tcpPort", "must be given: the tracker dials it to verify the host");
        boolean local = InetAddress.ofLiteral(from.text()).isLoopbackAddress();
        verifier.verify(request.host(), tcpPort, peer.key(), local);
        return request.host();
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                ErrorCode.VALIDATION_FAILED, field + " " + message + ".", List.of(new FieldProblem(field, message)));
    }
}
