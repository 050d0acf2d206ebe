package dev.fileswarm.agent.wire;

/**
 * The other side broke the protocol. The message names the frame, the field, what was expected and what came, and may be told
 * to that side.
 */
public final class WireException extends Exception {
    public WireException(String message) {
        super(message);
    }

    WireException(String frame, IllegalArgumentException cause) {
        super(frame + ": " + cause.getMessage(), cause);
    }
}
