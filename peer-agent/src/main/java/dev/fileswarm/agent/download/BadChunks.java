package dev.fileswarm.agent.download;

import dev.fileswarm.agent.hash.Manifests;
import dev.fileswarm.agent.hash.UnprovenException;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Finds out which blocks of corrupt chunks are bad: fetches the hashes of a chunk's blocks from a peer that holds it, and
 * proves them against the chunk's hash, so that they can be compared with what came.
 */
final class BadChunks {
    /** Of a chunk with more blocks than this (32 GiB) the hashes are not fetched: they would take too much memory. */
    static final int MAX_BLOCKS = 1 << 21;

    private static final long ATTEMPT_NANOS = 10_000_000_000L;
    private static final long GIVE_UP_NANOS = 60_000_000_000L;

    private final LongSupplier askNumbers;
    private final Map<ChunkIndex, Inquiry> inquiries = new HashMap<>();

    private static final class Inquiry {
        final int blockCount;
        final long startedNanos;
        final Set<PeerName> asked = new HashSet<>();
        HashCollector attempt;
        /** The hashes are proven, and are being compared. */
        boolean isComparing;

        Inquiry(int blockCount, long nowNanos) {
            this.blockCount = blockCount;
            this.startedNanos = nowNanos;
        }
    }

    BadChunks(LongSupplier askNumbers) {
        this.askNumbers = askNumbers;
    }

    void inquire(ChunkIndex chunk, int blockCount, long nowNanos) {
        inquiries.putIfAbsent(chunk, new Inquiry(blockCount, nowNanos));
    }

    boolean isInquiring(ChunkIndex chunk) {
        return inquiries.containsKey(chunk);
    }

    boolean isEmpty() {
        return inquiries.isEmpty();
    }

    void closed(ChunkIndex chunk) {
        inquiries.remove(chunk);
    }

    void leave(PeerName peer) {
        for (Inquiry inquiry : inquiries.values()) {
            if (inquiry.attempt != null && inquiry.attempt.peer().equals(peer)) inquiry.attempt = null;
        }
    }

    /** The peer does not answer this request; true if it was one of these. */
    boolean refused(long ask) {
        for (Inquiry inquiry : inquiries.values()) {
            if (inquiry.attempt == null || !inquiry.attempt.owns(ask)) continue;
            inquiry.attempt = null;
            return true;
        }
        return false;
    }

    /**
     * Asks for what is missing.
     *
     * @param holders who holds a chunk
     * @return the chunks for which nobody gave the hashes; their inquiries are closed
     */
    List<ChunkIndex> next(Function<ChunkIndex, List<PeerName>> holders, long nowNanos, List<DownloadAction> actions) {
        List<ChunkIndex> hopeless = new ArrayList<>();
        inquiries.forEach((chunk, inquiry) -> {
            if (inquiry.isComparing) return;
            if (inquiry.blockCount > MAX_BLOCKS || nowNanos - inquiry.startedNanos > GIVE_UP_NANOS) {
                hopeless.add(chunk);
                return;
            }
            giveUpSlow(inquiry, nowNanos, actions);
            if (inquiry.attempt == null) begin(inquiry, holders.apply(chunk), nowNanos);
            if (inquiry.attempt == null) return;
            PeerName peer = inquiry.attempt.peer();
            inquiry.attempt.next(
                    askNumbers,
                    (ask, first, count) ->
                            actions.add(new DownloadAction.AskBlockHashes(peer, ask, chunk, first, count)));
        });
        hopeless.forEach(inquiries::remove);
        return hopeless;
    }

    /**
     * Takes a piece, and says to compare when all are there.
     *
     * @throws UnprovenException if the peer sent something false; another will be asked
     */
    void received(DownloadEvent.HashesCame event, Manifest manifest, long nowNanos, List<DownloadAction> actions)
            throws UnprovenException {
        for (Map.Entry<ChunkIndex, Inquiry> entry : inquiries.entrySet()) {
            Inquiry inquiry = entry.getValue();
            HashCollector attempt = inquiry.attempt;
            if (attempt == null || !attempt.owns(event.ask())) continue;
            if (!attempt.received(event.ask(), event.first(), event.hashes(), nowNanos)) return;
            if (!attempt.isComplete()) return;
            inquiry.attempt = null;
            Manifests.proveBlocks(manifest, entry.getKey(), attempt.hashes());
            inquiry.isComparing = true;
            actions.add(new DownloadAction.CompareBlocks(entry.getKey(), attempt.hashes()));
            return;
        }
    }

    private static void giveUpSlow(Inquiry inquiry, long nowNanos, List<DownloadAction> actions) {
        HashCollector attempt = inquiry.attempt;
        if (attempt == null || attempt.quietNanos(nowNanos) < ATTEMPT_NANOS) return;
        attempt.openAsks().forEach(ask -> actions.add(new DownloadAction.Withdraw(attempt.peer(), ask)));
        inquiry.attempt = null;
    }

    /** Begins with a peer that was not asked yet, or when all were, with them all again. */
    private static void begin(Inquiry inquiry, List<PeerName> holders, long nowNanos) {
        if (holders.isEmpty()) return;
        if (inquiry.asked.containsAll(holders)) inquiry.asked.clear();
        for (PeerName holder : holders) {
            if (!inquiry.asked.add(holder)) continue;
            inquiry.attempt = new HashCollector(holder, inquiry.blockCount, nowNanos);
            return;
        }
    }
}
