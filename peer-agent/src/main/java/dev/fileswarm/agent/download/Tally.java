package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.RateMeter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what came, in all and from each peer. */
final class Tally {
    private static final double MEMORY_SECONDS = 4;

    private final Map<PeerName, Entry> peers = new LinkedHashMap<>();
    private final RateMeter rate;
    private long freshBytes;
    private long duplicateBytes;

    private static final class Entry {
        final RateMeter rate;
        long bytes;
        boolean isLinked;
        boolean isBlamed;
        String ended = "";

        Entry(long nowNanos) {
            this.rate = new RateMeter(MEMORY_SECONDS, nowNanos);
        }
    }

    Tally(long nowNanos) {
        this.rate = new RateMeter(MEMORY_SECONDS, nowNanos);
    }

    void linked(PeerName peer, long nowNanos) {
        Entry entry = entry(peer, nowNanos);
        entry.isLinked = true;
        entry.ended = "";
    }

    void ended(PeerName peer, String why, long nowNanos) {
        Entry entry = entry(peer, nowNanos);
        entry.isLinked = false;
        if (!entry.isBlamed) entry.ended = why;
    }

    void blamed(PeerName peer, String why, long nowNanos) {
        Entry entry = entry(peer, nowNanos);
        entry.isBlamed = true;
        entry.isLinked = false;
        entry.ended = why;
    }

    void came(PeerName peer, long fresh, long duplicate, long nowNanos) {
        Entry entry = entry(peer, nowNanos);
        entry.bytes += fresh;
        entry.rate.add(fresh, nowNanos);
        rate.add(fresh, nowNanos);
        freshBytes += fresh;
        duplicateBytes += duplicate;
    }

    /** Bytes that had come and were thrown away as bad. */
    void thrownAway(PeerName peer, long bytes, long nowNanos) {
        entry(peer, nowNanos).bytes -= bytes;
        freshBytes -= bytes;
    }

    long freshBytes() {
        return freshBytes;
    }

    long duplicateBytes() {
        return duplicateBytes;
    }

    long bytesPerSecond(long nowNanos) {
        rate.passTo(nowNanos);
        return Math.round(rate.bytesPerSecond());
    }

    List<PeerProgress> peers(long nowNanos) {
        List<PeerProgress> progress = new ArrayList<>();
        peers.forEach((name, entry) -> {
            entry.rate.passTo(nowNanos);
            long peerRate = Math.round(entry.rate.bytesPerSecond());
            progress.add(new PeerProgress(name, entry.bytes, peerRate, entry.isLinked, entry.isBlamed, entry.ended));
        });
        return progress;
    }

    private Entry entry(PeerName peer, long nowNanos) {
        return peers.computeIfAbsent(peer, name -> new Entry(nowNanos));
    }
}
