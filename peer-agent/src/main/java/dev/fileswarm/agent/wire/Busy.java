package dev.fileswarm.agent.wire;

/** Ends a request: ask again after the time. */
public record Busy(int request, int retryAfterMillis) implements Frame {
    public Busy {
        Check.range("milliseconds", retryAfterMillis, 0, Integer.MAX_VALUE);
    }
}
