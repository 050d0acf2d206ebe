package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.Credential;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.session.HelloCheck.Rejection;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Hello;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks of docs/wire-protocol.md, "The link", 4: credential, key, pins, blocks, in this order. */
final class HelloJudge {
    private static final Logger log = LoggerFactory.getLogger(HelloJudge.class);

    private final Membership membership;
    private final KnownPeers knownPeers;
    private final Predicate<PeerName> isBlocked;
    private final PoolListener listener;
    private final Clock clock;

    HelloJudge(
            Membership membership,
            KnownPeers knownPeers,
            Predicate<PeerName> isBlocked,
            PoolListener listener,
            Clock clock) {
        this.membership = membership;
        this.knownPeers = knownPeers;
        this.isBlocked = isBlocked;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * @param seen the key that TLS proved
     * @param expected who was dialled; null for whoever calls
     */
    Optional<Rejection> check(Hello hello, PeerKey seen, PeerName expected) {
        return checkCredential(hello, seen)
                .or(() -> checkExpected(hello, expected))
                .or(() -> checkPin(hello.name(), seen))
                .or(() -> checkBlock(hello.name()));
    }

    private Optional<Rejection> checkCredential(Hello hello, PeerKey seen) {
        if (!hello.trackerId().equals(membership.trackerId())) {
            return credential("this peer is of cluster " + membership.trackerId() + ", not " + hello.trackerId());
        }
        if (seen.equals(membership.key())) return credential("that is this peer itself, or one with a copy of its key");
        Credential credential;
        try {
            credential = Credential.verify(hello.credential(), membership.clusterKey());
        } catch (IllegalArgumentException e) {
            return credential("the credential is not good: " + e.getMessage());
        }
        if (!credential.trackerId().equals(membership.trackerId())) {
            return credential("the credential is for cluster " + credential.trackerId());
        }
        if (!credential.name().equals(hello.name())) {
            return credential("the credential is for " + credential.name() + ", not " + hello.name());
        }
        if (!credential.key().equals(seen)) return credential("the credential is for another key than TLS showed");
        if (credential.isExpired(clock.now())) {
            return credential("the credential has expired at " + credential.expiresAt()
                    + "; a heartbeat to the tracker brings a new one");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> checkExpected(Hello hello, PeerName expected) {
        return expected == null || expected.equals(hello.name())
                ? Optional.empty()
                : credential("dialled " + expected + ", answered " + hello.name());
    }

    private Optional<Rejection> checkPin(PeerName name, PeerKey seen) {
        try {
            PeerKey pinned = knownPeers.pin(membership.trackerId(), name, seen);
            if (pinned.equals(seen)) return Optional.empty();
            log.warn(
                    "THE KEY OF {} HAS CHANGED: pinned is {}, seen was {}. Either {} has a new key, or somebody else pretends"
                            + " to be {}. Nothing is exchanged. Ask them, compare fingerprints, and only then forget the old key.",
                    name,
                    pinned,
                    seen,
                    name,
                    name);
            listener.keyChanged(name, pinned, seen);
            return Optional.of(new Rejection(CloseReason.KEY_CHANGED, name + " is known here by another key"));
        } catch (IOException e) {
            log.error("Cannot use the file of known keys: {}", e.getMessage());
            return credential("cannot compare the key here now");
        }
    }

    private Optional<Rejection> checkBlock(PeerName name) {
        return isBlocked.test(name)
                ? Optional.of(new Rejection(CloseReason.BLOCKED, name + " is blocked here"))
                : Optional.empty();
    }

    private static Optional<Rejection> credential(String why) {
        return Optional.of(new Rejection(CloseReason.CREDENTIAL, why));
    }
}
