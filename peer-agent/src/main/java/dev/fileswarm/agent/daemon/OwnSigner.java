package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.tracker.Signer;
import dev.fileswarm.agent.transport.PeerIdentity;

/** Lets the tracker's client sign with the identity that links prove. */
public record OwnSigner(PeerIdentity identity) implements Signer {
    @Override
    public PeerKey key() {
        return identity.key();
    }

    @Override
    public byte[] sign(byte[] message) {
        return identity.sign(message);
    }
}
