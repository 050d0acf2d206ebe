package dev.fileswarm.tracker.peer;

/** Counts the messages that wait for a peer. Implemented by whoever keeps messages, so that heartbeats can tell. */
@FunctionalInterface
public interface WaitingMessages {
    long waitingFor(Membership member);
}
