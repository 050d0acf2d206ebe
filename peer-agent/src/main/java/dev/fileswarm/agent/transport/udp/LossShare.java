package dev.fileswarm.agent.transport.udp;

/** Which share of what is sent gets lost, over about the last {@value #MEMORY_BYTES} bytes. Not thread-safe. */
final class LossShare {
    private static final double MEMORY_BYTES = 2_000_000;

    private double share;

    void acked(long ackedBytes, long lostBytes) {
        long bytes = ackedBytes + lostBytes;
        if (bytes == 0) return;
        double fade = Math.exp(-bytes / MEMORY_BYTES);
        share = share * fade + (1 - fade) * lostBytes / bytes;
    }

    /** From 0 to 1. */
    double share() {
        return share;
    }
}
