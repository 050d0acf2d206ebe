package dev.fileswarm.agent.transport;

/**
 * A second way to a linked peer, which carries blocks and is keyed from the link. Answers come on it once its listener has been
 * told {@link LaneListener#heard}.
 */
public interface Lane extends FrameChannel {
    /**
     * Goes on under fresh keys.
     *
     * @param material as many bytes as {@link Lanes#MATERIAL_BYTES}
     * @param isKnownThere whether the other side is known to have them, or will only show it by using them
     */
    void renew(byte[] material, boolean isKnownThere);

    LaneFigures figures();
}
