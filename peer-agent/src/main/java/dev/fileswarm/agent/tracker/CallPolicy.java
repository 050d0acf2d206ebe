package dev.fileswarm.agent.tracker;

import java.time.Duration;

/**
 * How long and how often a call is tried. Each try goes to every address until one answers.
 *
 * @param pause between two tries
 * @param longestWait how long a tracker that asks to come later is waited for between two tries
 * @param connectTimeout for one address
 * @param callTimeout for one request and its answer, all in all
 */
public record CallPolicy(
        int tries, Duration pause, Duration longestWait, Duration connectTimeout, Duration callTimeout) {
    /** A call without an answer is repeated three times, half a second apart. */
    public static final CallPolicy QUICK = new CallPolicy(
            4, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(20));

    public CallPolicy {
        if (tries < 1) throw new IllegalArgumentException("at least one try, not " + tries);
    }
}
