package dev.fileswarm.agent.tracker;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the stream is opened again. Pure: the dice are an argument. Used by one thread.
 *
 * <p>Each address has its try first; then three quick ones, half a second apart, then longer and longer.
 */
final class FeedPauses {
    static final long QUICK_MILLIS = 500;
    static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(30);

    /** For what only a new token, or another version of the tracker, can mend. */
    static final long HOPELESS_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private static final int QUICK_TRIES = 3;

    private final RandomGenerator random;
    private final int addresses;
    private int failures;

    FeedPauses(RandomGenerator random, int addresses) {
        this.random = random;
        this.addresses = addresses;
    }

    /** A stream opened. */
    void opened() {
        failures = 0;
    }

    /** A try failed, or a stream broke. @return how long to wait before the next address is tried */
    long failedMillis() {
        failures++;
        if (failures % addresses != 0) return 0;
        int rounds = failures / addresses;
        if (rounds <= QUICK_TRIES) return QUICK_MILLIS;
        long growing = Math.min(QUICK_MILLIS << Math.min(rounds - QUICK_TRIES, 10), LONGEST_MILLIS);
        return growing / 2 + random.nextLong(growing / 2 + 1);
    }
}
