package dev.fileswarm.agent.download;

import dev.fileswarm.agent.transfer.RemotePeer;

/** Reaches a source: over a link that is open already, or by dialling its addresses. Thread-safe. */
@FunctionalInterface
public interface PeerDialer {
    /** Waits, on the calling thread, until the peer is linked and authenticated. */
    RemotePeer dial(Source source) throws DialFailedException, InterruptedException;
}
