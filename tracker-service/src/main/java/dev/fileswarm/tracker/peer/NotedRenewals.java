package dev.fileswarm.tracker.peer;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who was heard of, and up to where they have announced what they hold, where it is not written down yet. */
final class NotedRenewals {
    /** Beyond that it is written down at once. */
    private static final int MOST = 100_000;

    /** By the peer's id. */
    private final Map<String, Noted> all = new ConcurrentHashMap<>();

    /**
     * @param peer as it was when it was heard of
     * @param announced null where it announced nothing
     */
    record Noted(PeerDocument peer, Announced announced, Instant at) {
        boolean isOf(PeerDocument other) {
            return peer.registeredAt().equals(other.registeredAt());
        }

        Noted and(Noted newer) {
            return newer.isOf(peer)
                    ? new Noted(newer.peer, Announced.newer(announced, newer.announced), newer.at)
                    : newer;
        }
    }

    /** False when there are too many. */
    boolean add(PeerDocument peer, Announced announced, Instant now) {
        if (all.size() >= MOST) return false;
        all.merge(peer.id(), new Noted(peer, announced, now), Noted::and);
        return true;
    }

    /** Null where no announcement of the peer is noted. */
    Announced newest(PeerDocument peer) {
        Noted noted = all.get(peer.id());
        return noted != null && noted.isOf(peer) ? noted.announced() : null;
    }

    Map<String, Noted> all() {
        return Map.copyOf(all);
    }

    /** These are written down; what was noted since stays. */
    void written(Map<String, Noted> some) {
        some.forEach(all::remove);
    }
}
