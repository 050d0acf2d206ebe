package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The missing chunks: fresh ones by rarity, begun ones with what came of them. Knows which of them a peer is best asked for.
 */
final class ChunkBoard {
    final boolean isInOrder;
    final Rarity rarity;
    private final ChunkLayout layout;
    private final ChunkOrder order;
    private final ChunkSet missing;
    /** Begun chunks with free blocks. */
    private final RankSet open;

    /** By rank; null where not begun. */
    private final ChunkProgress[] begun;

    private final RankSet begunRanks;
    private int horizon;
    private long supply;

    ChunkBoard(ChunkLayout layout, ChunkSet missing, boolean isInOrder, ChunkOrder order) {
        this.layout = layout;
        this.missing = missing.copy();
        this.isInOrder = isInOrder;
        this.order = order;
        this.rarity = new Rarity(layout.chunkCount(), isInOrder);
        this.open = new RankSet(layout.chunkCount());
        this.begun = new ChunkProgress[layout.chunkCount()];
        this.begunRanks = new RankSet(layout.chunkCount());
        this.horizon = layout.chunkCount();
        missing.indexes().forEach(chunk -> rarity.addFresh(order.rankOf(chunk)));
    }

    /** Rises when there is something to ask for that there was not before. */
    long supply() {
        return supply;
    }

    int rankOf(ChunkIndex chunk) {
        return order.rankOf(chunk.value());
    }

    boolean isMissing(ChunkIndex chunk) {
        return missing.contains(chunk);
    }

    boolean isDone() {
        return missing.isEmpty();
    }

    /** Whether nothing is missing before the horizon. */
    boolean isDoneAhead() {
        return missing.indexes().limit(1).allMatch(chunk -> chunk >= horizon);
    }

    /** Moves the end of what may be asked for in order. */
    void lookAheadTo(int endChunk) {
        if (endChunk > horizon) supply++;
        horizon = endChunk;
    }

    /** How many missing chunks none of the peers that hold only a part holds. */
    int chunksWithoutPartialHolder() {
        return (int) missing.indexes()
                .filter(chunk -> rarity.holders(order.rankOf(chunk)) == 0)
                .count();
    }

    /** Some of these, as they stand in the file. */
    List<ChunkIndex> chunksWithoutPartialHolder(int max) {
        return missing.indexes()
                .filter(chunk -> rarity.holders(order.rankOf(chunk)) == 0)
                .limit(max)
                .mapToObj(ChunkIndex::new)
                .toList();
    }

    /** The chunk's progress, which begins if it has not yet. */
    ChunkProgress begin(ChunkIndex chunk) {
        return begin(rankOf(chunk));
    }

    Optional<ChunkProgress> begun(ChunkIndex chunk) {
        return Optional.ofNullable(begun[rankOf(chunk)]);
    }

    boolean isBegun(ChunkProgress chunk) {
        return begun[chunk.rank] == chunk;
    }

    long begunBytes() {
        return allBegun().stream().mapToLong(ChunkProgress::receivedBytes).sum();
    }

    List<ChunkIndex> wholeChunks() {
        return allBegun().stream()
                .filter(ChunkProgress::isWhole)
                .map(chunk -> chunk.index)
                .toList();
    }

    /** The chunk is held; its progress, if it had begun, is over. */
    Optional<ChunkProgress> verified(ChunkIndex chunk) {
        int rank = rankOf(chunk);
        missing.remove(chunk);
        rarity.removeFresh(rank);
        open.remove(rank);
        return Optional.ofNullable(end(rank));
    }

    /** The chunk that the peer is at, else any begun one, else the rarest fresh one; null if it has nothing to give. */
    ChunkProgress chunkFor(PeerQueue peer) {
        ChunkProgress current = peer.current;
        boolean canGoOn = current != null
                && !isInOrder
                && isBegun(current)
                && current.hasFree()
                && peer.holds.contains(current.rank);
        if (canGoOn) return current;
        if (peer.isLed()) return suggestedTo(peer);
        int rank = open.firstCommon(peer.holds);
        int fresh = isInOrder || rank < 0 ? rarity.rarest(peer.holds) : -1;
        if (rank < 0 || fresh >= 0 && fresh < rank) rank = fresh;
        if (rank < 0 || isInOrder && rank >= horizon) return null;
        return begin(rank);
    }

    private ChunkProgress suggestedTo(PeerQueue peer) {
        int rank = open.firstCommon(peer.suggested);
        if (rank < 0) rank = rarity.rarest(peer.suggested);
        return rank < 0 || !peer.holds.contains(rank) ? null : begin(rank);
    }

    /** Whether the peer holds anything that is missing. */
    boolean isUseful(PeerQueue peer) {
        return rarity.rarest(peer.holds) >= 0 || begunRanks.firstCommon(peer.holds) >= 0;
    }

    /** Whether all that may be asked for now is asked for. */
    boolean isNothingFree() {
        int firstOpen = open.first();
        int firstFresh = rarity.first();
        return (firstOpen < 0 || firstOpen >= horizon) && (firstFresh < 0 || firstFresh >= horizon);
    }

    /** Puts the chunk where it belongs after its blocks changed hands: open, taken, or fresh again. */
    void settle(ChunkProgress chunk) {
        if (!isBegun(chunk)) return;
        if (chunk.isUntouched()) {
            end(chunk.rank);
            open.remove(chunk.rank);
            if (rarity.addFresh(chunk.rank)) supply++;
        } else if (!chunk.hasFree()) {
            open.remove(chunk.rank);
        } else if (open.add(chunk.rank)) {
            supply++;
        }
    }

    private ChunkProgress begin(int rank) {
        rarity.removeFresh(rank);
        if (begun[rank] == null) {
            begun[rank] = new ChunkProgress(layout, new ChunkIndex(order.chunkAt(rank)), rank);
            begunRanks.add(rank);
        }
        return begun[rank];
    }

    private ChunkProgress end(int rank) {
        ChunkProgress ended = begun[rank];
        begun[rank] = null;
        begunRanks.remove(rank);
        return ended;
    }

    private List<ChunkProgress> allBegun() {
        List<ChunkProgress> all = new ArrayList<>(begunRanks.size());
        for (int rank = begunRanks.next(0); rank >= 0; rank = begunRanks.next(rank + 1)) all.add(begun[rank]);
        return all;
    }
}
