package dev.fileswarm.agent.session;

import java.time.Duration;

/**
 * How long a session waits.
 *
 * @param hello for the other side's HELLO
 * @param ping without hearing anything, before asking whether the other side is there
 * @param silence without hearing anything, before giving up
 */
public record SessionTimes(Duration hello, Duration ping, Duration silence) {
    /** Those of docs/wire-protocol.md. */
    public static SessionTimes standard() {
        return new SessionTimes(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(60));
    }
}
