package dev.fileswarm.agent.transport;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.WireException;
import java.io.IOException;

/**
 * An encrypted connection to whoever has {@link #remoteKey}. One thread receives, one sends; {@link #close} may come from
 * anywhere and ends both.
 */
public interface Link extends AutoCloseable {
    /** The key that the other side proved to have. */
    PeerKey remoteKey();

    PeerAddress remoteAddress();

    /** Whether this side dialled. */
    boolean isDialled();

    /**
     * Waits for the next frame. The data of {@code Blocks} is valid until the next call.
     *
     * @return null when the other side has closed its direction
     * @throws WireException if what came is no frame
     * @throws IOException if the connection broke
     */
    Frame receive() throws IOException, WireException;

    /** Sends a frame, perhaps not before {@link #flush}. The data of {@code Blocks} is not needed after the call. */
    void send(Frame frame) throws IOException;

    /** Waits until all that was sent is on its way. */
    void flush() throws IOException;

    /** Sends what is left and closes this side's direction; the other side may still speak. Called by the sending thread. */
    void finish() throws IOException;

    /** Waits until the other side has closed its direction, throwing away what still comes. Called by the receiving thread. */
    void drain() throws IOException;

    /** Ends the connection at once. */
    @Override
    void close();
}
