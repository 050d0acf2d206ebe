package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerKey;

/** A peer's own key, which can sign. Thread-safe. */
public interface Signer {
    PeerKey key();

    /** The Ed25519 signature over the message: 64 bytes. */
    byte[] sign(byte[] message);
}
