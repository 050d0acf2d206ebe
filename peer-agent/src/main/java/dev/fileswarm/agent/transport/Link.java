package dev.fileswarm.agent.transport;

import dev.fileswarm.agent.model.PeerKey;
import java.io.IOException;
import java.util.OptionalLong;

/** An encrypted connection to whoever has {@link #remoteKey}. */
public interface Link extends FrameChannel {
    /** The key that the other side proved to have. */
    PeerKey remoteKey();

    /** Whether this side dialled. */
    boolean isDialled();

    /** How long the connection took to come about, in ns: a round trip, before any code of the other side ran; empty where it dialled. */
    OptionalLong connectNanos();

    /** Waits until the other side has closed its direction, throwing away what still comes. Called by the receiving thread. */
    void drain() throws IOException;

    /**
     * Bytes that both ends of this connection can compute from the context, and nobody else.
     *
     * @throws IOException if the connection cannot give them
     */
    byte[] exportKeys(byte[] context, int length) throws IOException;
}
