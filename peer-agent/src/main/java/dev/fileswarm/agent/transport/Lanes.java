package dev.fileswarm.agent.transport;

import dev.fileswarm.agent.model.PeerAddress;
import java.io.IOException;

/** Opens lanes to linked peers. Thread-safe. */
public interface Lanes {
    /** Keying material of a lane, both directions. */
    int MATERIAL_BYTES = 72;

    /** There are none here. */
    Lanes NONE = new Lanes() {
        @Override
        public int port() {
            return 0;
        }

        @Override
        public Lane open(byte[] material, boolean isDialler, PeerAddress remote, LaneListener listener)
                throws IOException {
            throw new IOException("this peer speaks no UDP");
        }
    };

    /** The port that lanes reach this peer at; 0 if there are none. */
    int port();

    /**
     * Opens this side of a lane.
     *
     * @param material exported from the link by both sides
     * @param isDialler whether this side dialled the link, which tells the directions apart
     * @param remote the other side's host, and its port for UDP
     */
    Lane open(byte[] material, boolean isDialler, PeerAddress remote, LaneListener listener) throws IOException;
}
