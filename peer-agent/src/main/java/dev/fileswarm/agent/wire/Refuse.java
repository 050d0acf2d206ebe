package dev.fileswarm.agent.wire;

/** Ends a request that will not be answered. */
public record Refuse(int request, RefuseReason reason, String why) implements Frame {
    public static final int MAX_WHY_BYTES = 512;

    public Refuse {
        Check.text("why", why, MAX_WHY_BYTES);
    }
}
