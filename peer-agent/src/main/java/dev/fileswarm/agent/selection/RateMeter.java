package dev.fileswarm.agent.selection;

/** Bytes a second, where what lies {@code memory} back counts for a third (1/e) of what comes now. */
public final class RateMeter {
    private final double memorySeconds;
    private double weightedBytes;
    private double weightedSeconds;
    private long lastNanos;

    public RateMeter(double memorySeconds, long nowNanos) {
        this.memorySeconds = memorySeconds;
        this.lastNanos = nowNanos;
    }

    /** Leaves the time since the last call out of account: nothing was asked in it. */
    public void skipTo(long nowNanos) {
        lastNanos = Math.max(lastNanos, nowNanos);
    }

    public void add(long bytes, long nowNanos) {
        passTo(nowNanos);
        weightedBytes += bytes;
    }

    /** Counts the time since the last call, in which nothing came. */
    public void passTo(long nowNanos) {
        if (nowNanos <= lastNanos) return;
        double fade = Math.exp(-(nowNanos - lastNanos) / 1e9 / memorySeconds);
        weightedBytes *= fade;
        weightedSeconds = weightedSeconds * fade + memorySeconds * (1 - fade);
        lastNanos = nowNanos;
    }

    /** Bytes a second; 0 before any time has passed. */
    public double bytesPerSecond() {
        return weightedSeconds <= 0 ? 0 : weightedBytes / weightedSeconds;
    }
}
