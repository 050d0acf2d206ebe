package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;

/** Counts the messages that wait for a peer. Implemented by whoever keeps messages, so that heartbeats can tell. */
@FunctionalInterface
public interface WaitingMessages {
    long waitingFor(PeerName name);
}
