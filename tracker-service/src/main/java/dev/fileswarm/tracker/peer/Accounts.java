package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.limit.Limits;
import dev.fileswarm.tracker.limit.Rate;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.FieldProblem;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Registers names, and lets their owners sign in. A name belongs to the key it was registered with. */
@Component
class Accounts {
    private final PeerStore peers;
    private final Sessions sessions;
    private final Challenges challenges;
    private final Cluster cluster;
    private final Bans bans;
    private final Presence presence;
    private final AccessSettings access;
    private final Limits limits;
    private final Clock clock;

    Accounts(
            PeerStore peers,
            Sessions sessions,
            Challenges challenges,
            Cluster cluster,
            Bans bans,
            Presence presence,
            AccessSettings access,
            Limits limits,
            Clock clock) {
        this.peers = peers;
        this.sessions = sessions;
        this.challenges = challenges;
        this.cluster = cluster;
        this.bans = bans;
        this.presence = presence;
        this.access = access;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param created false where the name was the caller's already */
    record Registered(boolean created, SessionView session) {}

    Registered register(RegisterRequest request, CallerHost host, Caller caller) {
        PeerName name = PeerName.of(request.name());
        count(name, host);
        checkJoinSecret(request.joinSecret());
        try {
            return request.key() == null
                    ? registerKeyless(request, name, host, caller)
                    : registerKey(request, name, host);
        } catch (ProblemException refused) {
            throw refused.code() == ErrorCode.UNKNOWN_PEER ? leaving(name) : refused;
        }
    }

    SessionView signIn(SignInRequest request, CallerHost host) {
        PeerName name = PeerName.of(request.name());
        count(name, host);
        PeerDocument peer = peers.find(name).orElseThrow(() -> Presence.unknown(name));
        if (peer.key() == null)
            throw new ProblemException(
                    ErrorCode.NO_KEY, "'" + name + "' was registered without a key: only its token speaks for it.");
        prove(Purpose.SIGN_IN, name, peer.key(), request.nonce(), request.signature(), request.tcp(), request.udp());
        return sessions.open(peer, host, request.tcp(), request.udp());
    }

    private void count(PeerName name, CallerHost host) {
        limits.take(Rate.SIGN_INS_PER_ADDRESS, host.network());
        limits.take(Rate.SIGN_INS_PER_NAME, host.network() + " " + name.key());
    }

    private Registered registerKeyless(RegisterRequest request, PeerName name, CallerHost host, Caller caller) {
        refuseWithoutKey(request);
        bans.refuse(name, null);
        Optional<PeerDocument> taken = insert(name, null);
        if (taken.isPresent() && !(caller.is(name) && taken.get().key() == null)) throw taken(name);
        PeerDocument peer = peers.find(name).orElseThrow(() -> Presence.unknown(name));
        return new Registered(taken.isEmpty(), sessions.open(peer, host, 0, 0));
    }

    private Registered registerKey(RegisterRequest request, PeerName name, CallerHost host) {
        byte[] key = key(request.key());
        requireProof(request);
        bans.refuse(name, key);
        prove(Purpose.REGISTER, name, key, request.nonce(), request.signature(), request.tcp(), request.udp());
        Optional<PeerDocument> taken = insert(name, key);
        if (taken.isPresent() && !Arrays.equals(taken.get().key(), key)) throw taken(name);
        PeerDocument peer = peers.find(name).orElseThrow(() -> Presence.unknown(name));
        return new Registered(taken.isEmpty(), sessions.open(peer, host, request.tcp(), request.udp()));
    }

    /** Empty when the name was free; else who has it. */
    private Optional<PeerDocument> insert(PeerName name, byte[] key) {
        Instant now = clock.instant();
        try {
            peers.insert(new PeerDocument(
                    name.key(),
                    name.text(),
                    key,
                    now,
                    now,
                    now,
                    false,
                    0,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null));
            presence.tell(new PeerEvent.Registered(name));
            return Optional.empty();
        } catch (DuplicateKeyException e) {
            return Optional.of(peers.find(name).orElseThrow(() -> taken(name)));
        }
    }

    private void prove(
            Purpose purpose, PeerName name, byte[] key, String nonce, String signature, int tcpPort, int udpPort) {
        challenges.check(purpose, name, nonce);
        new Proof(purpose, cluster.trackerId(), name, nonce, tcpPort, udpPort).check(key, signature);
        challenges.use(nonce);
    }

    private void checkJoinSecret(String said) {
        if (access.open()) return;
        if (said == null || said.isEmpty())
            throw new ProblemException(
                    ErrorCode.JOIN_SECRET_REQUIRED,
                    "This tracker is closed. Send the join secret, which the tracker printed in its join link after"
                            + " the dot, as 'joinSecret'.");
        if (!cluster.isJoinSecret(said))
            throw new ProblemException(
                    ErrorCode.JOIN_SECRET_WRONG, "That is not this tracker's join secret. Ask for its join link.");
    }

    private static void refuseWithoutKey(RegisterRequest request) {
        boolean source = request.tcp() != 0 || request.udp() != 0;
        if (source || request.nonce() != null || request.signature() != null) {
            String message = "must be given with ports, a nonce or a signature: only a name with a key can be a source";
            throw new ProblemException(
                    ErrorCode.VALIDATION_FAILED, "key " + message + ".", List.of(new FieldProblem("key", message)));
        }
    }

    private static void requireProof(RegisterRequest request) {
        List<FieldProblem> missing = Stream.of(
                        request.nonce() == null ? new FieldProblem("nonce", "must be given with a key") : null,
                        request.signature() == null ? new FieldProblem("signature", "must be given with a key") : null)
                .filter(Objects::nonNull)
                .toList();
        if (!missing.isEmpty())
            throw new ProblemException(
                    ErrorCode.VALIDATION_FAILED, "A key comes with a nonce and a signature that proves it.", missing);
    }

    private static byte[] key(String text) {
        try {
            byte[] key = Text.bytes(text);
            Ed25519.publicKey(key);
            return key;
        } catch (IllegalArgumentException e) {
            String message = "must be a raw 32-byte Ed25519 public key in base64url";
            throw new ProblemException(
                    ErrorCode.VALIDATION_FAILED, "key " + message + ".", List.of(new FieldProblem("key", message)));
        }
    }

    /** It was there a moment ago, and is there until its deregistration is through. */
    private static ProblemException leaving(PeerName name) {
        return new ProblemException(
                ErrorCode.NAME_TAKEN, "'" + name + "' is just being given up. Try again in a moment.");
    }

    private static ProblemException taken(PeerName name) {
        return new ProblemException(ErrorCode.NAME_TAKEN, "'" + name + "' belongs to somebody else. Choose another.");
    }
}
