package dev.fileswarm.agent.transport.udp;

/** Whether sending faster brings more. Not thread-safe. */
final class Growth {
    private static final double STARTUP_GROWTH = 1.25;
    private static final int ROUNDS_WITHOUT = 3;

    /** So much of what is sent faster has to arrive faster. */
    private static final double PART = 0.7;

    private static final int LASTING = 3;

    private double rate;
    private int roundsWithout;
    private int times;
    private boolean hasGrown = true;

    /** Startup begins, also for another time. */
    void startupBegins(double presentRate) {
        rate = presentRate;
        roundsWithout = 0;
    }

    /** A round of startup is over. @return whether three in a row brought nothing worth it */
    boolean startupRound(double presentRate) {
        if (presentRate >= STARTUP_GROWTH * rate) {
            rate = presentRate;
            roundsWithout = 0;
        } else {
            roundsWithout++;
        }
        return roundsWithout >= ROUNDS_WITHOUT;
    }

    /** It is sent faster from now on. */
    void probeBegins(double presentRate) {
        rate = presentRate;
        times = 0;
        hasGrown = false;
    }

    /** Whether it has brought more since the last time it did. @param gain by how much faster it is sent */
    boolean probed(double presentRate, double gain) {
        if (presentRate < (1 + PART * (gain - 1)) * rate) return false;
        rate = presentRate;
        times++;
        hasGrown = true;
        return true;
    }

    /** Whether the present or last probe brought more. */
    boolean hasGrown() {
        return hasGrown;
    }

    /** Whether it did so several times, so that there is much more than was known. */
    boolean isLasting() {
        return times >= LASTING;
    }
}
