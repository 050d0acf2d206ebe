package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.PeerName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Peers that gave what was wrong, which later downloads do not ask either: for ten minutes after the first time, twice as long
 * after each further one, a day at most. A good peer may have a bad disk, so nobody stays on it for ever. Thread-safe.
 */
public final class BlameList {
    static final Duration FIRST = Duration.ofMinutes(10);
    static final Duration LONGEST = Duration.ofDays(1);
    static final int MAX_PEERS = 1_000;

    private final LongSupplier nanos;
    private final LinkedHashMap<PeerName, Blame> blames = new LinkedHashMap<>(); // guarded by this; the latest last

    private record Blame(String why, int times, long untilNanos) {}

    /** @param nanos a clock that never goes back */
    public BlameList(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public synchronized void add(PeerName peer, String why) {
        Blame former = blames.remove(peer);
        int times = former == null ? 1 : former.times + 1;
        long lastsNanos = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(times - 1, 20));
        blames.put(peer, new Blame(why, times, nanos.getAsLong() + lastsNanos));
        if (blames.size() > MAX_PEERS) blames.pollFirstEntry();
    }

    /** What the peer did, if it is not to be asked now. */
    public synchronized Optional<String> whyNot(PeerName peer) {
        Blame blame = blames.get(peer);
        if (blame == null) return Optional.empty();
        long overNanos = nanos.getAsLong() - blame.untilNanos;
        if (overNanos < 0) return Optional.of(blame.why);
        if (overNanos >= LONGEST.toNanos()) blames.remove(peer); // has been good for long enough to start afresh
        return Optional.empty();
    }
}
