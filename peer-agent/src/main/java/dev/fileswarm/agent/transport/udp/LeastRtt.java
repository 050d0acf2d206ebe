package dev.fileswarm.agent.transport.udp;

/**
 * The path's own round trip: the shortest that was measured. It is good for ten seconds after a round trip about as short; then
 * it has to be looked for again, since the path may have become longer. Not thread-safe.
 */
final class LeastRtt {
    private static final long LIFE_NANOS = 10_000_000_000L;
    private static final long ABOUT_NANOS = 500_000L;

    /** What the model lets wait at the line so that it is never empty is no reason to empty it. */
    private static final long ABOUT_PART = 16;

    private long nanos;
    private long seenNanos;
    private boolean isSearched;
    private long foundNanos;

    /** The round trip; 0 while unknown. */
    long nanos() {
        return nanos;
    }

    /**
     * @param rttNanos from sending to hearing of it
     * @param pathNanos what of that was on the way for certain
     */
    void measured(long rttNanos, long pathNanos, long nowNanos) {
        if (isSearched) foundNanos = Math.min(foundNanos, rttNanos);
        if (nanos == 0 || rttNanos <= nanos) {
            nanos = rttNanos;
            seenNanos = nowNanos;
        } else if (pathNanos <= nanos + nanos / ABOUT_PART + ABOUT_NANOS) {
            seenNanos = nowNanos;
        }
    }

    boolean isOld(long nowNanos) {
        return nowNanos - seenNanos > LIFE_NANOS;
    }

    /** Hardly anything is under way from now on. */
    void searchBegins() {
        isSearched = true;
        foundNanos = Long.MAX_VALUE;
    }

    /** What was found since is the round trip, also if it is longer. */
    void searchEnds(long nowNanos) {
        isSearched = false;
        if (foundNanos == Long.MAX_VALUE) return;
        nanos = foundNanos;
        seenNanos = nowNanos;
    }
}
