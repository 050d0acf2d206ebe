package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Lets two peers find and trust each other; what they say then goes past the tracker. */
@Component
public class Introductions {
    private final Peers peers;
    private final Blocks blocks;
    private final Credentials credentials;
    private final ApplicationEventPublisher events;

    Introductions(Peers peers, Blocks blocks, Credentials credentials, ApplicationEventPublisher events) {
        this.peers = peers;
        this.blocks = blocks;
        this.credentials = credentials;
        this.events = events;
    }

    IntroductionController.IntroductionView introduce(Caller caller, PeerName to) {
        PeerInfo me = peers.keyHolder(caller);
        if (me.name().equals(to))
            throw new ProblemException(ErrorCode.YOURSELF, "A private link needs two. Name somebody else.");
        PeerInfo other = peers.known(to);
        // Before anything else is said of the other: to the blocked one it is the same whether it is online or not.
        if (blocks.sightOf(me.name()).isHidden(other))
            throw new ProblemException(
                    ErrorCode.BLOCKED, "'" + other.name() + "' does not want private links from you.");
        if (!other.hasKey())
            throw new ProblemException(
                    ErrorCode.NO_KEY,
                    "'" + other.name() + "' was registered without a key: there is no private link to it. Send a"
                            + " message instead.");
        if (!other.online())
            throw new ProblemException(
                    ErrorCode.PEER_OFFLINE,
                    "'" + other.name() + "' is offline. Send a message, which is kept until it returns.");
        events.publishEvent(new PeerEvent.Introduced(other.name(), me.name()));
        return view(other);
    }

    /** What the other side of an introduction is told; empty when the name was given up since. */
    public Optional<IntroducedView> toldOf(PeerName name) {
        return peers.find(name).filter(PeerInfo::hasKey).map(peer -> {
            Credentials.Credential credential = credentials.issue(peer.name(), Text.bytes(peer.key()));
            return new IntroducedView(PeerView.of(peer, true), credential.text(), credential.expiresAt());
        });
    }

    private IntroductionController.IntroductionView view(PeerInfo peer) {
        Credentials.Credential credential = credentials.issue(peer.name(), Text.bytes(peer.key()));
        return new IntroductionController.IntroductionView(
                PeerView.of(peer, true), credential.text(), credential.expiresAt());
    }
}
