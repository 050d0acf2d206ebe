package dev.fileswarm.load;

/** What a peer asks of a tracker. */
enum Operation {
    /** Eight of its holdings at once, each with another map than before. */
    ANNOUNCE(40, 8),
    HEARTBEAT(20, 0),
    /** Of a content that somebody announced. */
    HOLDERS(20, 0),
    /** By words that few names have. */
    SEARCH(6, 0),
    /** By a word that every fortieth name has; the first page of what may be thousands. */
    SEARCH_COMMON(1, 0),
    /** A page of all offers, from some place on. */
    OFFERS(3, 0),
    PEERS(3, 0),
    PEER(5, 0),
    CONTENT(2, 0),

    // What is not part of the mix.
    REGISTER(0, 0),
    /** Up to 1,000 holdings that were not there before. */
    FILL(0, 0),
    OFFER(0, 0),
    /** One holding, to see when others see it. */
    ANNOUNCE_ONE(0, 1),
    /** From the answer to an announcement until the other tracker shows it. */
    VISIBLE(0, 0),
    /** At a tracker of another make. */
    OTHER(0, 1);

    /** How many of a hundred requests of the mix. */
    final int share;

    /** How many (peer, content) one request announces anew. */
    final int updates;

    Operation(int share, int updates) {
        this.share = share;
        this.updates = updates;
    }

    boolean isRead() {
        return switch (this) {
            case HOLDERS, SEARCH, SEARCH_COMMON, OFFERS, PEERS, PEER, CONTENT -> true;
            case ANNOUNCE, HEARTBEAT, REGISTER, FILL, OFFER, ANNOUNCE_ONE, VISIBLE, OTHER -> false;
        };
    }

    /** The one that a number below 100 stands for. */
    static Operation ofMix(int percent) {
        int left = percent;
        for (Operation operation : values()) {
            left -= operation.share;
            if (left < 0) return operation;
        }
        throw new IllegalArgumentException(percent + " is not below 100");
    }
}
