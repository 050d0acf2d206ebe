package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.Selection;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done about chunks that are whole and not right: who is to blame, and what is fetched again. */
final class ChunkFaults {
    private static final long UNJUDGED_NANOS = 10_000_000_000L;
    /** A chunk that stays bad so often without anybody telling which block is bad: who gave to it each time is to blame. */
    private static final int MAX_UNEXPLAINED = 3;

    private final ChunkLayout layout;
    private final Selection selection;
    private final Tally tally;
    private final BadChunks badChunks;
    private final PeerRoll peers;
    private final List<DownloadAction> actions;
    private final Map<ChunkIndex, Set<PeerName>> suspects = new HashMap<>();
    private final Map<ChunkIndex, Integer> unexplained = new HashMap<>();
    private final Set<ChunkIndex> unjudged = new HashSet<>();
    private long unjudgedSinceNanos;
    private DownloadEnd failure;

    ChunkFaults(
            ChunkLayout layout,
            Selection selection,
            Tally tally,
            BadChunks badChunks,
            PeerRoll peers,
            List<DownloadAction> actions,
            long nowNanos) {
        this.layout = layout;
        this.selection = selection;
        this.tally = tally;
        this.badChunks = badChunks;
        this.peers = peers;
        this.actions = actions;
        this.unjudgedSinceNanos = nowNanos;
    }

    /** Why the download cannot go on. */
    Optional<DownloadEnd> failure() {
        return Optional.ofNullable(failure);
    }

    void next(long nowNanos) {
        badChunks.next(selection::holdersOf, nowNanos, actions).forEach(chunk -> unexplained(chunk, nowNanos));
        askForUnjudged(nowNanos);
    }

    void verified(ChunkIndex chunk) {
        badChunks.closed(chunk);
        suspects.remove(chunk);
        unexplained.remove(chunk);
    }

    void corrupt(ChunkIndex chunk, long nowNanos) {
        Map<PeerName, BitSet> givers = selection.giversOf(chunk);
        int blockCount = layout.blockCount(chunk);
        if (givers.size() == 1) {
            Map.Entry<PeerName, BitSet> only = givers.entrySet().iterator().next();
            if (only.getValue().cardinality() == blockCount) {
                forget(chunk, only.getValue(), nowNanos);
                peers.blame(only.getKey(), "gave all of chunk " + chunk + ", which is bad", nowNanos);
                return;
            }
        }
        badChunks.inquire(chunk, blockCount, nowNanos);
    }

    /** Which blocks are bad is known now. */
    void compared(ChunkIndex chunk, BitSet bad, long nowNanos) {
        badChunks.closed(chunk);
        if (bad.isEmpty()) {
            unexplained(chunk, nowNanos);
            return;
        }
        Map<PeerName, BitSet> givers = selection.giversOf(chunk);
        forget(chunk, bad, nowNanos);
        givers.forEach((peer, blocks) -> {
            blocks.and(bad);
            if (blocks.isEmpty()) return;
            peers.blame(peer, "gave " + blocks.cardinality() + " bad blocks of chunk " + chunk, nowNanos);
        });
    }

    /** The chunk is bad and nobody can tell which of its blocks: all of it is fetched again. */
    private void unexplained(ChunkIndex chunk, long nowNanos) {
        Set<PeerName> givers = selection.giversOf(chunk).keySet();
        suspects.computeIfAbsent(chunk, key -> new HashSet<>(givers)).retainAll(givers);
        int times = unexplained.merge(chunk, 1, Integer::sum);
        BitSet all = new BitSet();
        all.set(0, layout.blockCount(chunk));
        forget(chunk, all, nowNanos);
        if (times < MAX_UNEXPLAINED) return;
        Set<PeerName> blamed = suspects.remove(chunk);
        unexplained.remove(chunk);
        blamed.forEach(
                peer -> peers.blame(peer, "gave a part of chunk " + chunk + " each time that it was bad", nowNanos));
        if (blamed.isEmpty()) {
            failure = new DownloadEnd.Failed(
                    FailureReason.INTEGRITY,
                    "chunk " + chunk + " stays bad though it came from different peers: what is written here does not"
                            + " come back unchanged; check this machine's disk and memory");
        }
    }

    private void forget(ChunkIndex chunk, BitSet blocks, long nowNanos) {
        selection.giversOf(chunk).forEach((peer, given) -> {
            given.and(blocks);
            tally.thrownAway(peer, chunk, given, nowNanos);
        });
        selection.forget(chunk, blocks);
        actions.add(new DownloadAction.ForgetBlocks(chunk, blocks));
    }

    /** Whole chunks that nobody judged within a while: a safety net, since nothing else would ask for them again. */
    private void askForUnjudged(long nowNanos) {
        if (nowNanos - unjudgedSinceNanos < UNJUDGED_NANOS) return;
        unjudgedSinceNanos = nowNanos;
        List<ChunkIndex> whole = selection.wholeChunks().stream()
                .filter(chunk -> !badChunks.isInquiring(chunk))
                .toList();
        whole.stream().filter(unjudged::contains).forEach(chunk -> actions.add(new DownloadAction.ReadChunk(chunk)));
        unjudged.clear();
        unjudged.addAll(whole);
    }
}
