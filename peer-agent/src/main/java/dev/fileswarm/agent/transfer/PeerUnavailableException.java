package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.CloseReason;
import java.io.IOException;

/** There is no link to a peer, and why; the message is for people. */
public final class PeerUnavailableException extends IOException {
    private final CloseReason reason;

    PeerUnavailableException(PeerName name, CloseReason reason, String why, Exception cause) {
        super("No link to " + name + ": " + why, cause);
        this.reason = reason;
    }

    /** {@link CloseReason#LOST} where nobody, or somebody else, answered. */
    public CloseReason reason() {
        return reason;
    }
}
