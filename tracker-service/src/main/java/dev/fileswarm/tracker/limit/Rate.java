package dev.fileswarm.tracker.limit;

/**
 * What is limited by the minute. A minute's worth may come at once; after that it trickles back evenly. The property of
 * each is {@code fileswarm.limits.} and its name in lower case with dashes.
 */
public enum Rate {
    /** Requests of any kind from one address: thousands of agents behind one address fit. */
    REQUESTS_PER_ADDRESS(60_000),

    /** Bytes of bodies from one address. */
    BODY_BYTES_PER_ADDRESS(1L << 30),

    /** Registrations and sign-ins, done or refused, from one address: a whole class that switches on at once fits. */
    SIGN_INS_PER_ADDRESS(600),

    /** The same for one name from one address. Others cannot use it up, so nobody is locked out by strangers. */
    SIGN_INS_PER_NAME(60),

    /** Messages to one, from one name. */
    MESSAGES_PER_SENDER(600),

    /** Messages to everybody, each of which is a write for everybody. */
    BROADCASTS_PER_SENDER(60);

    private final long usualPerMinute;

    Rate(long usualPerMinute) {
        this.usualPerMinute = usualPerMinute;
    }

    long usualPerMinute() {
        return usualPerMinute;
    }
}
