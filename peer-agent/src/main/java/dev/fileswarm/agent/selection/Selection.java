package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Decides for one download which runs of blocks to ask from whom next.
 *
 * <p>It is told what peers hold, what arrives and what was verified; {@link #next} answers with the requests to make and to
 * withdraw. Not thread-safe. Calls that name a peer which has not joined or has left do nothing.
 */
public final class Selection {
    private static final long TAKEOVER_PAUSE_NANOS = 100_000_000L;

    /** While others still have something free to give, what one peer owes is asked from another only to gain so much. */
    private static final double LEAD_SECONDS = 1;

    private final ChunkLayout layout;
    private final ChunkSet missing;
    private final boolean isInOrder;
    private final ChunkOrder order;
    private final Rarity rarity;
    /** Begun chunks with free blocks. */
    private final RankSet open;

    private final Map<Integer, ChunkProgress> begun = new HashMap<>();
    private final Map<PeerName, PeerQueue> peers = new LinkedHashMap<>();
    private final List<Step> withdrawn = new ArrayList<>();
    private int horizon;
    /** Rises when there is something to ask for that there was not before. */
    private long supply;

    private long lastAsk;

    private Selection(ChunkLayout layout, ChunkSet missing, boolean isInOrder, ChunkOrder order) {
        this.layout = layout;
        this.missing = missing.copy();
        this.isInOrder = isInOrder;
        this.order = order;
        this.rarity = new Rarity(layout.chunkCount(), isInOrder);
        this.open = new RankSet(layout.chunkCount());
        this.horizon = layout.chunkCount();
        missing.indexes().forEach(chunk -> rarity.addFresh(order.rankOf(chunk)));
    }

    /** @param missing the chunks that are wanted and not held yet */
    public static Selection rarestFirst(ChunkLayout layout, ChunkSet missing, long seed) {
        return new Selection(layout, missing, false, ChunkOrder.shuffled(layout.chunkCount(), seed));
    }

    /** Chunks in the order of the file, and none at or after {@link #lookAheadTo}. */
    public static Selection inOrder(ChunkLayout layout, ChunkSet missing) {
        return new Selection(layout, missing, true, ChunkOrder.inFileOrder(layout.chunkCount()));
    }

    /** Moves the end of what is asked for in order. */
    public void lookAheadTo(int endChunk) {
        if (endChunk > horizon) supply++;
        horizon = endChunk;
    }

    /** Blocks of a chunk that are there already though the chunk is not whole. */
    public void foundOnDisk(ChunkIndex chunk, BitSet blocks) {
        if (!missing.contains(chunk) || blocks.isEmpty()) return;
        ChunkProgress progress = begin(order.rankOf(chunk.value()));
        progress.foundOnDisk(blocks);
        settle(progress);
    }

    public void join(PeerName name, long nowNanos) {
        peers.putIfAbsent(name, new PeerQueue(name, layout.chunkCount(), nowNanos));
    }

    /** The peer is gone: what it owes is asked from others. */
    public void leave(PeerName name) {
        PeerQueue peer = peers.remove(name);
        if (peer == null) return;
        new ArrayList<>(peer.asks.values()).forEach(this::close);
        if (!peer.isComplete()) forEachRank(peer, rarity::lostHolder);
    }

    /** What the peer holds; replaces what was known. */
    public void holds(PeerName name, ChunkSet chunks) {
        PeerQueue peer = peers.get(name);
        if (peer == null) return;
        if (!peer.isComplete()) forEachRank(peer, rarity::lostHolder);
        peer.holds.clear();
        chunks.indexes().forEach(chunk -> peer.holds.add(order.rankOf(chunk)));
        if (!peer.isComplete()) forEachRank(peer, rarity::gainedHolder);
        peer.nothingFoundAt = -1;
    }

    public void holdsMore(PeerName name, Iterable<ChunkIndex> chunks) {
        PeerQueue peer = peers.get(name);
        if (peer == null || peer.isComplete()) return;
        for (ChunkIndex chunk : chunks) {
            int rank = order.rankOf(chunk.value());
            if (peer.holds.add(rank)) rarity.gainedHolder(rank);
        }
        if (peer.isComplete()) forEachRank(peer, rarity::lostHolder);
        peer.nothingFoundAt = -1;
    }

    /** The peer does not hold the chunk after all. */
    public void lacks(PeerName name, ChunkIndex chunk) {
        PeerQueue peer = peers.get(name);
        int rank = order.rankOf(chunk.value());
        if (peer == null || !peer.holds.contains(rank)) return;
        if (peer.isComplete()) forEachRank(peer, rarity::gainedHolder);
        peer.holds.remove(rank);
        rarity.lostHolder(rank);
    }

    /**
     * Takes note that the peer delivered blocks.
     *
     * @param written those of them that had not come before, and so are this peer's gift
     */
    public void received(PeerName name, long askNumber, BlockRun run, BitSet written, long nowNanos) {
        OpenAsk ask = openAsk(name, askNumber);
        if (ask != null) ask.peer.delivered(ask, run.endBlock(), nowNanos);
        else showedLife(name, nowNanos);
        if (missing.contains(run.chunk()) && !written.isEmpty()) {
            ChunkProgress chunk = begin(order.rankOf(run.chunk().value()));
            chunk.received(name, written);
            for (OpenAsk other : List.copyOf(chunk.asks)) {
                if (other != ask && chunk.hasReceived(other.run)) withdraw(other);
            }
            settle(chunk);
        }
        if (ask != null && ask.owedBlocks() == 0) close(ask);
    }

    /** Whether all blocks of the run are known to be there. */
    public boolean hasReceived(BlockRun run) {
        if (!missing.contains(run.chunk())) return true;
        ChunkProgress progress = begun.get(order.rankOf(run.chunk().value()));
        return progress != null && progress.hasReceived(run);
    }

    /** The peer is alive though it seems quiet: its blocks are being written. */
    public void showedLife(PeerName name, long nowNanos) {
        PeerQueue peer = peers.get(name);
        if (peer != null) peer.showedLife(nowNanos);
    }

    /** The peer will not answer this request. @return the chunk that it was for, unless it was over already */
    public Optional<ChunkIndex> refused(PeerName name, long askNumber) {
        OpenAsk ask = openAsk(name, askNumber);
        if (ask == null) return Optional.empty();
        close(ask);
        return Optional.of(ask.run.chunk());
    }

    /** The peer has too much to do: it answers neither this request nor another one before then. */
    public void busy(PeerName name, long askNumber, long untilNanos) {
        PeerQueue peer = peers.get(name);
        if (peer == null) return;
        refused(name, askNumber);
        peer.busyUntil(untilNanos);
    }

    /** The chunk is held from now on. */
    public void verified(ChunkIndex chunk) {
        int rank = order.rankOf(chunk.value());
        missing.remove(chunk);
        rarity.removeFresh(rank);
        open.remove(rank);
        ChunkProgress progress = begun.remove(rank);
        if (progress != null) List.copyOf(progress.asks).forEach(this::withdraw);
    }

    /** Who gave which blocks of an unfinished chunk. */
    public Map<PeerName, BitSet> giversOf(ChunkIndex chunk) {
        ChunkProgress progress = begun.get(order.rankOf(chunk.value()));
        return progress == null ? Map.of() : progress.givers();
    }

    /** Blocks that turned out bad: they are asked for again. */
    public void forget(ChunkIndex chunk, BitSet blocks) {
        ChunkProgress progress = begun.get(order.rankOf(chunk.value()));
        if (progress == null) return;
        progress.forget(blocks);
        settle(progress);
    }

    /** Withdraws everything; what came of it stays. */
    public List<Step> withdrawAll() {
        for (PeerQueue peer : peers.values()) List.copyOf(peer.asks.values()).forEach(this::withdraw);
        return takeWithdrawn();
    }

    /** What to ask and to withdraw now. */
    public List<Step> next(long nowNanos) {
        for (PeerQueue peer : peers.values()) {
            if (!peer.hasStalled(nowNanos)) continue;
            List.copyOf(peer.asks.values()).forEach(this::withdraw);
            peer.stalled(nowNanos);
        }
        List<Step> steps = takeWithdrawn();
        List<PeerQueue> hungry = new ArrayList<>(peers.values());
        hungry.removeIf(peer -> peer.nothingFoundAt == supply);
        // one run each in turn, so that the first peer does not take a small file for itself
        while (!hungry.isEmpty()) hungry.removeIf(peer -> !askFreeRun(peer, nowNanos, steps));
        for (PeerQueue peer : peers.values()) {
            if (peer.nothingFoundAt == supply && peer.nextTakeoverNanos - nowNanos <= 0) repeat(peer, nowNanos, steps);
        }
        return steps;
    }

    public boolean isDone() {
        return missing.isEmpty();
    }

    /** Whether nothing is missing of what may be asked for in order now. */
    public boolean isDoneAhead() {
        return missing.indexes().limit(1).allMatch(chunk -> chunk >= horizon);
    }

    /** Whether anything is asked for. */
    public boolean hasOpenAsks() {
        return peers.values().stream().anyMatch(peer -> !peer.asks.isEmpty());
    }

    /** How many of the missing chunks no joined peer holds. */
    public int chunksWithoutHolder() {
        if (peers.values().stream().anyMatch(PeerQueue::isComplete)) return 0;
        return (int) missing.indexes()
                .filter(chunk -> rarity.holders(order.rankOf(chunk)) == 0)
                .count();
    }

    /** Bytes that came of chunks that are not held yet. */
    public long begunBytes() {
        return begun.values().stream().mapToLong(ChunkProgress::receivedBytes).sum();
    }

    /** Chunks of which all blocks came, and that were neither verified nor forgotten. */
    public List<ChunkIndex> wholeChunks() {
        return begun.values().stream()
                .filter(ChunkProgress::isWhole)
                .map(chunk -> chunk.index)
                .toList();
    }

    /** The names of the joined peers that hold the chunk. */
    public List<PeerName> holdersOf(ChunkIndex chunk) {
        int rank = order.rankOf(chunk.value());
        return peers.values().stream()
                .filter(peer -> peer.holds.contains(rank))
                .map(peer -> peer.name)
                .toList();
    }

    /** Bytes asked from the peer and not received. */
    public long owedBytes(PeerName name) {
        PeerQueue peer = peers.get(name);
        return peer == null ? 0 : peer.owedBytes();
    }

    /** Bytes that may be asked from the peer at a time, at the rate that it has now. */
    long depthBytes(PeerName name, long nowNanos) {
        return peers.get(name).depthBytes(nowNanos);
    }

    private boolean askFreeRun(PeerQueue peer, long nowNanos, List<Step> steps) {
        int maxBlocks = peer.roomBlocks(nowNanos);
        if (maxBlocks == 0) return false;
        ChunkProgress chunk = chunkFor(peer);
        if (chunk == null) {
            peer.nothingFoundAt = supply;
            return false;
        }
        peer.current = chunk;
        ask(peer, chunk, chunk.freeRun(maxBlocks), null, nowNanos, steps);
        return true;
    }

    /** The chunk that the peer is at, else any begun one, else the rarest fresh one; null if it has nothing to give. */
    private ChunkProgress chunkFor(PeerQueue peer) {
        ChunkProgress current = peer.current;
        if (!isInOrder
                && current != null
                && begun.get(current.rank) == current
                && current.hasFree()
                && peer.holds.contains(current.rank)) {
            return current;
        }
        int rank = open.firstCommon(peer.holds);
        int fresh = isInOrder || rank < 0 ? rarity.rarest(peer.holds) : -1;
        if (rank < 0 || fresh >= 0 && fresh < rank) rank = fresh;
        if (rank < 0 || isInOrder && rank >= horizon) return null;
        return begin(rank);
    }

    private void repeat(PeerQueue peer, long nowNanos, List<Step> steps) {
        int maxBlocks = peer.roomBlocks(nowNanos);
        double leadSeconds = isNothingFree() ? 0 : LEAD_SECONDS;
        long copies =
                peer.asks.values().stream().filter(ask -> ask.original != null).count();
        while (maxBlocks > 0 && copies < EndGame.MAX_COPIES) {
            EndGame endGame = new EndGame(peer, maxBlocks, isInOrder, leadSeconds, nowNanos);
            endGame.consider(peers.values());
            if (endGame.original() == null) {
                peer.nextTakeoverNanos = nowNanos + TAKEOVER_PAUSE_NANOS;
                return;
            }
            ask(peer, endGame.original().chunk, endGame.run(), endGame.original(), nowNanos, steps);
            maxBlocks = peer.roomBlocks(nowNanos);
            copies++;
        }
    }

    /** Whether all that may be asked for now is asked for. */
    private boolean isNothingFree() {
        int firstOpen = open.first();
        int firstFresh = rarity.first();
        return (firstOpen < 0 || firstOpen >= horizon) && (firstFresh < 0 || firstFresh >= horizon);
    }

    private void ask(
            PeerQueue peer, ChunkProgress chunk, BlockRun run, OpenAsk original, long nowNanos, List<Step> steps) {
        OpenAsk ask = new OpenAsk(++lastAsk, peer, chunk, run, original);
        chunk.asked(ask);
        peer.asked(ask, nowNanos);
        settle(chunk);
        steps.add(new Step.Ask(peer.name, ask.number, run));
    }

    private void withdraw(OpenAsk ask) {
        withdrawn.add(new Step.Withdraw(ask.peer.name, ask.number));
        close(ask);
    }

    private void close(OpenAsk ask) {
        ask.peer.ended(ask);
        ask.chunk.ended(ask);
        if (begun.get(ask.chunk.rank) == ask.chunk) settle(ask.chunk);
    }

    private ChunkProgress begin(int rank) {
        rarity.removeFresh(rank);
        return begun.computeIfAbsent(rank, key -> new ChunkProgress(layout, new ChunkIndex(order.chunkAt(rank)), rank));
    }

    /** Puts the chunk where it belongs after its blocks changed hands: open, taken, or fresh again. */
    private void settle(ChunkProgress chunk) {
        if (chunk.isUntouched()) {
            begun.remove(chunk.rank);
            open.remove(chunk.rank);
            if (rarity.addFresh(chunk.rank)) supply++;
        } else if (!chunk.hasFree()) {
            open.remove(chunk.rank);
        } else if (open.add(chunk.rank)) {
            supply++;
        }
    }

    private OpenAsk openAsk(PeerName name, long number) {
        PeerQueue peer = peers.get(name);
        return peer == null ? null : peer.asks.get(number);
    }

    private List<Step> takeWithdrawn() {
        List<Step> steps = new ArrayList<>(withdrawn);
        withdrawn.clear();
        return steps;
    }

    private static void forEachRank(PeerQueue peer, IntConsumer action) {
        for (int rank = peer.holds.next(0); rank >= 0; rank = peer.holds.next(rank + 1)) action.accept(rank);
    }
}
