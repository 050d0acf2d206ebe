package dev.fileswarm.agent.transport;

/** Takes the links that a {@link Listener} accepted. */
@FunctionalInterface
public interface LinkHandler {
    /** Takes over a link whose handshake is done. Must not block for long. */
    void accepted(Link link);
}
