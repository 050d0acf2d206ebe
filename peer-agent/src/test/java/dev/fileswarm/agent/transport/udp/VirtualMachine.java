package dev.fileswarm.agent.transport.udp;

import java.util.SplittableRandom;

/** A machine that has other things to do now and then: what comes meanwhile waits in the socket, and what is due is late. */
final class VirtualMachine {
    private final SplittableRandom random;
    private final long runNanos;
    private final long awayNanos;
    private long phaseEndNanos;
    private boolean isAway = true;

    /** @param runNanos how long it has time at most, half of that on average; @param awayNanos how long it has none, alike */
    VirtualMachine(long seed, long runNanos, long awayNanos) {
        this.random = new SplittableRandom(seed);
        this.runNanos = runNanos;
        this.awayNanos = awayNanos;
    }

    /** One that always has time. */
    static VirtualMachine idle() {
        return new VirtualMachine(0, Long.MAX_VALUE, 0);
    }

    /** When it has time again; now, if it has. */
    long freeNanos(long nowNanos) {
        if (awayNanos == 0) return nowNanos;
        while (phaseEndNanos <= nowNanos) {
            isAway = !isAway;
            phaseEndNanos += 1 + random.nextLong(isAway ? awayNanos : runNanos);
        }
        return isAway ? phaseEndNanos : nowNanos;
    }
}
