package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;

/** What happened to a peer; published inside the process, in the thread that caused it. */
public sealed interface PeerEvent {
    PeerName name();

    record Registered(PeerName name) implements PeerEvent {}

    record CameOnline(PeerName name) implements PeerEvent {}

    record WentOffline(PeerName name) implements PeerEvent {}

    record AddressesChanged(PeerName name) implements PeerEvent {}

    /** A block was made or lifted: what {@code reader} sees of the peer has changed. */
    record SightChanged(PeerName name, PeerName reader) implements PeerEvent {}

    /** The peer is told that {@code from} was given its address, to open a private link. */
    record Introduced(PeerName name, PeerName from) implements PeerEvent {}

    /**
     * Tokens of the peer are good no more.
     *
     * @param session the one that ended; null for all of them
     */
    record SignedOut(PeerName name, CallerSession session) implements PeerEvent {}

    /**
     * Published before the peer's own document goes: a listener that fails keeps the name registered, and the removal
     * is done again later. Listeners remove whatever they keep of the peer, and may be told more than once.
     */
    record Deregistered(PeerName name) implements PeerEvent {}
}
