package dev.fileswarm.tracker.peer;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Up to where peers have announced what they hold, where it is not written down yet. */
final class NotedAnnouncements {
    /** Beyond that it is written down at once. */
    private static final int MOST = 100_000;

    /** By the peer's id. */
    private final Map<String, Noted> all = new ConcurrentHashMap<>();

    /** @param peer as it was when this was announced */
    record Noted(PeerDocument peer, Announced announced, Instant at) {
        boolean isOf(PeerDocument other) {
            return peer.registeredAt().equals(other.registeredAt());
        }

        Noted and(Noted newer) {
            return newer.isOf(peer) ? new Noted(newer.peer, newer.announced.newer(announced), newer.at) : newer;
        }
    }

    /** False when there are too many. */
    boolean add(PeerDocument peer, Announced announced, Instant now) {
        if (all.size() >= MOST) return false;
        all.merge(peer.id(), new Noted(peer, announced, now), Noted::and);
        return true;
    }

    /** Null where nothing is noted of the peer. */
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
