package dev.fileswarm.agent.wire;

/** The last frame of whoever closes the link. */
public record Goodbye(CloseReason reason, String why) implements Frame {
    public static final int MAX_WHY_BYTES = 512;

    public Goodbye {
        if (reason == CloseReason.LOST) throw Check.unexpected("reason", "one that can be said", reason);
        Check.text("why", why, MAX_WHY_BYTES);
    }
}
