package dev.fileswarm.tracker.peer;

/** Up to where a peer has announced what it holds. */
record Announced(long epoch, long sequence) {
    boolean isNewerThan(PeerDocument peer) {
        if (peer.epoch() == null || epoch != peer.epoch()) return peer.epoch() == null || epoch > peer.epoch();
        return sequence > peer.sequence();
    }

    /** Of two, either of which may be null. */
    static Announced newer(Announced one, Announced other) {
        if (one == null || other == null) return one == null ? other : one;
        boolean first = one.epoch != other.epoch ? one.epoch > other.epoch : one.sequence > other.sequence;
        return first ? one : other;
    }
}
