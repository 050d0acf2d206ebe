package dev.fileswarm.agent.transport.udp;

/**
 * Finds how long a datagram may be, from 1,200 bytes up: the length that most paths carry first, then longer ones step by step,
 * or, where even that is too long, in between. One probe is under way at a time. Not thread-safe.
 */
final class MtuSearch {
    /** Every path that is used carries this much (as in QUIC, RFC 9000 section 14). */
    static final int MIN_BYTES = 1_200;

    /** Ethernet's 1,500 less the heads of IPv4 and UDP, and the same for IPv6; then jumbo frames and loopback. */
    private static final int[] LENGTHS = {
        MIN_BYTES, 1_252, 1_312, 1_372, 1_412, 1_452, 1_472, 4_052, 8_972, 16_356, 32_740, 61_440
    };

    private static final int FIRST_GUESS = 6;
    private static final int TRIES = 3;

    /** No datagram is longer. */
    static final int MAX_BYTES = LENGTHS[LENGTHS.length - 1];

    private int proven; // index
    private int tooLong = LENGTHS.length; // index
    private boolean isUnderWay;
    private int misses;

    /** The length that is known to get through. */
    int bytes() {
        return LENGTHS[proven];
    }

    /** The length to probe now; 0 if there is nothing to find, or a probe is under way. */
    int probe() {
        return isUnderWay || proven + 1 >= tooLong ? 0 : LENGTHS[candidate()];
    }

    void probeSent() {
        isUnderWay = true;
    }

    void probeArrived() {
        if (!isUnderWay) return;
        proven = candidate();
        isUnderWay = false;
        misses = 0;
    }

    void probeLost() {
        if (!isUnderWay) return;
        isUnderWay = false;
        if (++misses >= TRIES) refused();
    }

    /** The system itself says that it is too long. */
    void refused() {
        tooLong = candidate();
        isUnderWay = false;
        misses = 0;
    }

    /** What was proven gets through no more: from the beginning. */
    void blackHole() {
        if (proven == 0) return;
        tooLong = proven;
        proven = 0;
        isUnderWay = false;
        misses = 0;
    }

    private int candidate() {
        if (proven >= FIRST_GUESS) return proven + 1;
        if (tooLong > FIRST_GUESS) return FIRST_GUESS;
        return (proven + tooLong) / 2;
    }
}
