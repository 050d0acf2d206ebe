package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.time.Clock;
import java.util.LinkedHashMap;

/**
 * Bounds how often one key may connect: so many at once, and then at a rate at which nobody who means well comes back.
 * Thread-safe.
 */
final class ReconnectLimit {
    static final int BURST = 100;
    static final long EACH_NANOS = 500_000_000L;
    static final int MAX_KEYS = 1_000;

    private final Clock clock;

    /** When a key that kept to the rate would have come so often; guarded by this, the longest unheard first. */
    private final LinkedHashMap<PeerKey, Long> spentUntilNanos = new LinkedHashMap<>();

    ReconnectLimit(Clock clock) {
        this.clock = clock;
    }

    /** Counts a connection. @return whether it is one too many */
    synchronized boolean isTooOften(PeerKey key) {
        long nowNanos = clock.nanos();
        Long former = spentUntilNanos.remove(key);
        long spentNanos = former == null || former - nowNanos < 0 ? nowNanos : former;
        boolean isTooOften = spentNanos - nowNanos > (BURST - 1) * EACH_NANOS;
        spentUntilNanos.put(key, isTooOften ? spentNanos : spentNanos + EACH_NANOS);
        if (spentUntilNanos.size() > MAX_KEYS) spentUntilNanos.pollFirstEntry();
        return isTooOften;
    }
}
