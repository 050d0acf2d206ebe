package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.RateMeter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what came, in all and from each peer. */
final class Tally {
    private static final double MEMORY_SECONDS = 4;

    private final ChunkLayout layout;
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

    Tally(ChunkLayout layout, long nowNanos) {
        this.layout = layout;
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

    /**
     * A peer's run came.
     *
     * @param written the blocks of it that had not come from elsewhere
     * @return their bytes
     */
    long came(PeerName peer, BlockRun run, BitSet written, long nowNanos) {
        long fresh = bytesOf(run.chunk(), written);
        Entry entry = entry(peer, nowNanos);
        entry.bytes += fresh;
        entry.rate.add(fresh, nowNanos);
        rate.add(fresh, nowNanos);
        freshBytes += fresh;
        duplicateBytes += layout.lengthOf(run) - fresh;
        return fresh;
    }

    /** Blocks that had come were thrown away as bad. */
    void thrownAway(PeerName peer, ChunkIndex chunk, BitSet blocks, long nowNanos) {
        long bytes = bytesOf(chunk, blocks);
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

    private long bytesOf(ChunkIndex chunk, BitSet blocks) {
        long bytes = (long) blocks.cardinality() * ChunkLayout.BLOCK_BYTES;
        int last = layout.blockCount(chunk) - 1;
        if (!blocks.get(last)) return bytes;
        return bytes - ChunkLayout.BLOCK_BYTES + layout.lengthOf(new BlockRun(chunk, last, 1));
    }

    private Entry entry(PeerName peer, long nowNanos) {
        return peers.computeIfAbsent(peer, name -> new Entry(nowNanos));
    }
}
