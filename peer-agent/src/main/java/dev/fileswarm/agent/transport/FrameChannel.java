package dev.fileswarm.agent.transport;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.WireException;
import java.io.IOException;

/** Carries frames both ways, in order. One thread receives, one sends; {@link #close} may come from anywhere and ends both. */
public interface FrameChannel extends AutoCloseable {
    PeerAddress remoteAddress();

    /**
     * Waits for the next frame. The data of {@code Blocks} is valid until the next call.
     *
     * @return null when the other side has closed its direction
     * @throws WireException if what came is no frame
     * @throws IOException if the connection broke
     */
    Frame receive() throws IOException, WireException;

    /** The data that a frame has better not more of, so that others have their turns soon. */
    int frameBytes();

    /** Sends a frame, perhaps not before {@link #flush}. The data of {@code Blocks} is not needed after the call. */
    void send(Frame frame) throws IOException;

    /** Waits until all that was sent is on its way. */
    void flush() throws IOException;

    /** Sends what is left and closes this side's direction; the other side may still speak. Called by the sending thread. */
    void finish() throws IOException;

    /** Ends the connection at once. */
    @Override
    void close();
}
