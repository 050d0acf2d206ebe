package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** What other packages may ask about peers, and have done for them. */
@Service
public class Peers {
    /** How long a peer counts as online after it was heard of. */
    public static final Duration LEASE = Presence.LEASE;

    private static final int AT_A_TIME = 500;

    private final PeerStore peers;
    private final Presence presence;
    private final Renewals renewals;
    private final Credentials credentials;
    private final TableVersion table;
    private final BansVersion bans;
    private final Tokens tokens;
    private final ObjectProvider<WaitingMessages> messages;
    private final Clock clock;

    Peers(
            PeerStore peers,
            Presence presence,
            Renewals renewals,
            Credentials credentials,
            TableVersion table,
            BansVersion bans,
            Tokens tokens,
            ObjectProvider<WaitingMessages> messages,
            Clock clock) {
        this.peers = peers;
        this.presence = presence;
        this.renewals = renewals;
        this.credentials = credentials;
        this.table = table;
        this.bans = bans;
        this.tokens = tokens;
        this.messages = messages;
        this.clock = clock;
    }

    public Optional<PeerInfo> find(PeerName name) {
        Instant now = clock.instant();
        return peers.find(name).map(peer -> peer.info(now));
    }

    /** Those of the names that are registered, online or not; one question to the store. */
    public Map<PeerName, PeerInfo> findAll(Collection<PeerName> names) {
        if (names.isEmpty()) return Map.of();
        Instant now = clock.instant();
        return peers.findAll(names).stream()
                .map(peer -> peer.info(now))
                .collect(Collectors.toMap(PeerInfo::name, peer -> peer));
    }

    /** Those of the names that are online now. */
    public Map<PeerName, PeerInfo> online(Collection<PeerName> names) {
        return findAll(names).values().stream()
                .filter(PeerInfo::online)
                .collect(Collectors.toMap(PeerInfo::name, peer -> peer));
    }

    /** Whether the session has not ended; asking keeps a name without a key from lapsing, as any use does. */
    public boolean isSignedIn(CallerSession session) {
        return tokens.isValid(session);
    }

    /** Everybody who is online, some at a time. */
    public void forEachOnline(Consumer<List<PeerInfo>> action) {
        String after = null;
        List<PeerInfo> some;
        do {
            Instant now = clock.instant();
            some = peers.list(new PeerFilter(true, null, Sight.EVERYTHING), after, AT_A_TIME, now).stream()
                    .map(peer -> peer.info(now))
                    .toList();
            if (some.isEmpty()) return;
            action.accept(some);
            after = some.getLast().name().key();
        } while (some.size() == AT_A_TIME);
    }

    /** The name of the caller; {@code not-signed-in} for strangers, {@code not-allowed} for operators. */
    public static PeerName nameOf(Caller caller) {
        return caller.peer().orElseThrow(() -> {
            if (!caller.operator()) return ProblemException.notSignedIn();
            return new ProblemException(
                    ErrorCode.NOT_ALLOWED, "An operator's token belongs to no peer. Sign in as one for this.");
        });
    }

    /** The caller as a peer; {@code unknown-peer} when the name was given up a moment ago. */
    public PeerInfo member(Caller caller) {
        return memberDocument(caller).info(clock.instant());
    }

    private PeerDocument memberDocument(Caller caller) {
        PeerName name = nameOf(caller);
        return peers.find(name)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.UNKNOWN_PEER, "The name '" + name + "' was given up. Register again."));
    }

    /** A registered peer; {@code unknown-peer} where there is none. */
    public PeerInfo known(PeerName name) {
        return find(name).orElseThrow(() -> Presence.unknown(name));
    }

    /** The caller as a peer that can be a source; {@code no-key} for a name without a key. */
    public PeerInfo keyHolder(Caller caller) {
        return withKey(member(caller));
    }

    /** The same, as one that is about to announce what it holds. */
    public Announcer announcer(Caller caller) {
        Announcer announcer = new Announcer(memberDocument(caller), clock.instant());
        withKey(announcer.info());
        return announcer;
    }

    private static PeerInfo withKey(PeerInfo peer) {
        if (!peer.hasKey())
            throw new ProblemException(
                    ErrorCode.NO_KEY,
                    "'" + peer.name() + "' was registered without a key, so nobody can check what comes from it."
                            + " Register a name with a key to share files.");
        return peer;
    }

    /**
     * Renews the lease of a peer whose request came from {@code host}, and answers with what is stored.
     */
    public HeartbeatAnswer heartbeat(PeerName name, CallerHost host) {
        return answer(presence.renewed(name, renewals.renew(name, host)));
    }

    /**
     * Notes that an announcement is stored, which a later heartbeat then tells, and renews the lease. Never goes back:
     * the highest (epoch, sequence) stays.
     */
    public HeartbeatAnswer announced(Announcer peer, CallerHost host, long epoch, long sequence) {
        Announced announced = new Announced(epoch, sequence);
        return answer(presence.renewed(peer.name(), renewals.renew(peer.document(), host, announced)));
    }

    private HeartbeatAnswer answer(PeerDocument peer) {
        Credentials.Credential fresh = freshCredential(peer);
        WaitingMessages waiting = messages.getIfAvailable(() -> member -> 0);
        return new HeartbeatAnswer(
                clock.instant().plus(Presence.LEASE),
                peer.epoch() == null ? 0 : peer.epoch(),
                peer.sequence() == null ? 0 : peer.sequence(),
                waiting.waitingFor(Membership.of(peer.info(clock.instant()))),
                table.current(),
                bans.current(),
                fresh == null ? null : fresh.text(),
                fresh == null ? null : fresh.expiresAt());
    }

    private Credentials.Credential freshCredential(PeerDocument peer) {
        if (peer.key() == null || !credentials.isDue(peer.credentialUntil())) return null;
        Credentials.Credential fresh = credentials.issue(peer.peerName(), peer.key());
        peers.setCredentialUntil(peer.peerName(), fresh.expiresAt());
        return fresh;
    }
}
