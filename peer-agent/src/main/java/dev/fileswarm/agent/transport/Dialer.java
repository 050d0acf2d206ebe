package dev.fileswarm.agent.transport;

import dev.fileswarm.agent.model.PeerAddress;
import java.io.IOException;

/** Makes links to other peers. */
public interface Dialer {
    /**
     * Connects and shakes hands; whose key answered is for the caller to check.
     *
     * @throws IOException if nobody answers there within the time-out, or not as a peer does; the message names the address
     */
    Link dial(PeerAddress address) throws IOException;
}
