package dev.fileswarm.agent.transport;

import dev.fileswarm.agent.model.PeerKey;
import java.io.IOException;

/** An encrypted connection to whoever has {@link #remoteKey}. */
public interface Link extends FrameChannel {
    /** The key that the other side proved to have. */
    PeerKey remoteKey();

    /** Whether this side dialled. */
    boolean isDialled();

    /** Waits until the other side has closed its direction, throwing away what still comes. Called by the receiving thread. */
    void drain() throws IOException;

    /**
     * Bytes that both ends of this connection can compute from the context, and nobody else.
     *
     * @throws IOException if the connection cannot give them
     */
    byte[] exportKeys(byte[] context, int length) throws IOException;
}
