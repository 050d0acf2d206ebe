package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;

/** What happened to a peer; published inside the process, in the thread that caused it. */
public sealed interface PeerEvent {
    PeerName name();

    record Registered(PeerName name) implements PeerEvent {}

    record CameOnline(PeerName name) implements PeerEvent {}

    record WentOffline(PeerName name) implements PeerEvent {}

    record AddressesChanged(PeerName name) implements PeerEvent {}

    /**
     * Published before the peer's own document goes: a listener that fails keeps the name registered, and the removal
     * is done again later. Listeners remove whatever they keep of the peer, and may be told more than once.
     */
    record Deregistered(PeerName name) implements PeerEvent {}
}
