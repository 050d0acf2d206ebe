package dev.fileswarm.agent.download;

/** When the tracker is asked for sources: often in a young swarm, rarely where nobody new is found or no place is left for them. */
final class FindPause {
    private static final int ENOUGH_LINKED = 4;
    private static final int MANY_LINKED = 20;
    private static final long SECOND = 1_000_000_000L;
    /** A fresh file's swarm grows by the tenth of a second: whoever comes first knows of nobody but its holder. */
    private static final long FIRST_NANOS = SECOND / 4;

    private static final long NANOS = 3 * SECOND;
    private static final long WITH_MANY_NANOS = 2 * SECOND;
    private static final long WITH_ENOUGH_NANOS = 15 * SECOND;

    private boolean isAsking;
    private long nextNanos;
    private long pauseNanos = FIRST_NANOS;

    FindPause(long nowNanos) {
        this.nextNanos = nowNanos;
    }

    /** Whether to ask now; if so, that counts as done. */
    boolean ask(long nowNanos) {
        if (isAsking || nextNanos - nowNanos > 0) return false;
        isAsking = true;
        return true;
    }

    /**
     * The tracker answered, or did not. While answers bring somebody new, a swarm is growing: whoever stopped asking would know its
     * first members alone, who may be few, or of no use.
     */
    void answered(int linked, boolean isNews, long nowNanos) {
        isAsking = false;
        long longestNanos = linked >= ENOUGH_LINKED ? WITH_ENOUGH_NANOS : NANOS;
        long leastNanos = linked >= MANY_LINKED ? WITH_MANY_NANOS : 0;
        if (linked >= Sources.MAX_LINKED) leastNanos = longestNanos;
        nextNanos = nowNanos + Math.min(longestNanos, Math.max(leastNanos, pauseNanos));
        if (!isNews) pauseNanos = Math.min(longestNanos, 2 * pauseNanos);
    }

    /** The first chunk is here. Those who began when this did are likely to hold something now, too. */
    void holdsFirst(long nowNanos) {
        pauseNanos = FIRST_NANOS;
        within(FIRST_NANOS, nowNanos);
    }

    void soon(long nowNanos) {
        within(SECOND, nowNanos);
    }

    private void within(long nanos, long nowNanos) {
        if (nextNanos - nowNanos > nanos) nextNanos = nowNanos + nanos;
    }
}
