package dev.fileswarm.tracker.peer;

/** Up to where a peer has announced what it holds. */
record Announced(long epoch, long sequence) {
    boolean isNewerThan(PeerDocument peer) {
        if (peer.epoch() == null || epoch != peer.epoch()) return peer.epoch() == null || epoch > peer.epoch();
        return sequence > peer.sequence();
    }

    Announced newer(Announced other) {
        boolean isNewer = epoch != other.epoch ? epoch > other.epoch : sequence > other.sequence;
        return isNewer ? this : other;
    }
}
