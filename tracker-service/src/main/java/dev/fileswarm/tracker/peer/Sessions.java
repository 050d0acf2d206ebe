package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Opens and closes sessions: a token, a credential, and a lease. */
@Component
class Sessions {
    private final PeerStore peers;
    private final Tokens tokens;
    private final Credentials credentials;
    private final Presence presence;
    private final Bans bans;
    private final Clock clock;

    Sessions(PeerStore peers, Tokens tokens, Credentials credentials, Presence presence, Bans bans, Clock clock) {
        this.peers = peers;
        this.tokens = tokens;
        this.credentials = credentials;
        this.presence = presence;
        this.bans = bans;
        this.clock = clock;
    }

    SessionView open(PeerDocument peer, CallerHost host, int tcpPort, int udpPort) {
        PeerName name = peer.peerName();
        boolean keyless = peer.key() == null;
        Tokens.Token token = tokens.issue(name, keyless);
        try {
            bans.refuse(name, peer.key());
            presence.begin(peer, host, tcpPort, udpPort);
        } catch (RuntimeException refused) {
            // Banned or removed meanwhile: a token left over would speak for whoever gets the name next.
            tokens.end(token.text());
            throw refused;
        }
        Credentials.Credential credential = keyless ? null : credentials.issue(name, peer.key());
        if (credential != null) peers.setCredentialUntil(name, credential.expiresAt());
        PeerDocument now = peers.find(name).orElseThrow(() -> Presence.unknown(name));
        return new SessionView(
                name.text(),
                token.text(),
                token.expiresAt(),
                credential == null ? null : credential.text(),
                credential == null ? null : credential.expiresAt(),
                PeerView.of(now.info(clock.instant()), true));
    }

    void close(PeerName name, String token) {
        tokens.end(token);
        presence.tell(new PeerEvent.SignedOut(name, Tokens.sessionOf(token)));
        presence.end(name);
    }
}
