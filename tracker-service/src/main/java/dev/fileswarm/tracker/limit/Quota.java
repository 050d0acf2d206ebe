package dev.fileswarm.tracker.limit;

/** How many of something one peer may have. Properties as of {@link Rate}. */
public enum Quota {
    OFFERS_PER_PEER(100_000),
    HOLDINGS_PER_PEER(100_000);

    private final long usual;

    Quota(long usual) {
        this.usual = usual;
    }

    long usual() {
        return usual;
    }
}
