package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.BitSet;
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
    private static final double LEAD_SECONDS = 3;

    private final int chunkCount;
    private final ChunkBoard board;
    private final Rarity rarity;
    private final Map<PeerName, PeerQueue> peers = new LinkedHashMap<>();
    private final List<Step> withdrawn = new ArrayList<>();
    private long lastAsk;

    private Selection(ChunkLayout layout, ChunkBoard board) {
        this.chunkCount = layout.chunkCount();
        this.board = board;
        this.rarity = board.rarity;
    }

    /** @param missing the chunks that are wanted and not held yet */
    public static Selection rarestFirst(ChunkLayout layout, ChunkSet missing, long seed) {
        ChunkOrder order = ChunkOrder.shuffled(layout.chunkCount(), seed);
        return new Selection(layout, new ChunkBoard(layout, missing, false, order));
    }

    /** Chunks in the order of the file, and none at or after {@link #lookAheadTo}. */
    public static Selection inOrder(ChunkLayout layout, ChunkSet missing) {
        ChunkOrder order = ChunkOrder.inFileOrder(layout.chunkCount());
        return new Selection(layout, new ChunkBoard(layout, missing, true, order));
    }

    /** Moves the end of what is asked for in order. */
    public void lookAheadTo(int endChunk) {
        board.lookAheadTo(endChunk);
    }

    /** Blocks of a chunk that are there already though the chunk is not whole. */
    public void foundOnDisk(ChunkIndex chunk, BitSet blocks) {
        if (!board.isMissing(chunk) || blocks.isEmpty()) return;
        ChunkProgress progress = board.begin(chunk);
        progress.foundOnDisk(blocks);
        withdrawNeedless(progress);
        board.settle(progress);
    }

    public void join(PeerName name, long nowNanos) {
        peers.putIfAbsent(name, new PeerQueue(name, chunkCount, nowNanos));
        peers.values().forEach(peer -> peer.isOneOf(peers.size()));
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
        chunks.indexes().forEach(chunk -> peer.holds.add(board.rankOf(new ChunkIndex(chunk))));
        if (!peer.isComplete()) forEachRank(peer, rarity::gainedHolder);
        peer.nothingFoundAt = -1;
    }

    public void holdsMore(PeerName name, Iterable<ChunkIndex> chunks) {
        PeerQueue peer = peers.get(name);
        if (peer == null || peer.isComplete()) return;
        for (ChunkIndex chunk : chunks) {
            int rank = board.rankOf(chunk);
            if (peer.holds.add(rank)) rarity.gainedHolder(rank);
        }
        if (peer.isComplete()) forEachRank(peer, rarity::lostHolder);
        peer.nothingFoundAt = -1;
    }

    /** What the peer, who holds more, wants to be asked for first; nothing: whatever is liked. */
    public void suggested(PeerName name, List<ChunkIndex> chunks, long nowNanos) {
        PeerQueue peer = peers.get(name);
        if (peer == null || board.isInOrder) return;
        List<Integer> missing =
                chunks.stream().filter(board::isMissing).map(board::rankOf).toList();
        boolean isOfNoUse = missing.isEmpty() && !chunks.isEmpty();
        if (!isOfNoUse) peer.suggested(missing, nowNanos);
    }

    /** The peer does not hold the chunk after all. */
    public void lacks(PeerName name, ChunkIndex chunk) {
        PeerQueue peer = peers.get(name);
        int rank = board.rankOf(chunk);
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
        if (board.isMissing(run.chunk()) && !written.isEmpty()) {
            ChunkProgress chunk = board.begin(run.chunk());
            chunk.received(name, written);
            if (isWhole(ask)) close(ask);
            withdrawNeedless(chunk);
            board.settle(chunk);
        } else if (isWhole(ask)) {
            close(ask);
        }
    }

    /** Whether all blocks of the run are known to be there. */
    public boolean hasReceived(BlockRun run) {
        if (!board.isMissing(run.chunk())) return true;
        return board.begun(run.chunk()).filter(chunk -> chunk.hasReceived(run)).isPresent();
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
        board.verified(chunk).ifPresent(progress -> List.copyOf(progress.asks).forEach(this::withdraw));
    }

    /** Who gave which blocks of an unfinished chunk. */
    public Map<PeerName, BitSet> giversOf(ChunkIndex chunk) {
        return board.begun(chunk).map(ChunkProgress::givers).orElse(Map.of());
    }

    /** Blocks that turned out bad: they are asked for again. */
    public void forget(ChunkIndex chunk, BitSet blocks) {
        board.begun(chunk).ifPresent(progress -> {
            progress.forget(blocks);
            board.settle(progress);
        });
    }

    /** Withdraws everything; what came of it stays. */
    public List<Step> withdrawAll() {
        for (PeerQueue peer : peers.values()) List.copyOf(peer.asks.values()).forEach(this::withdraw);
        return takeWithdrawn();
    }

    /** What to ask and to withdraw now. */
    public List<Step> next(long nowNanos) {
        for (PeerQueue peer : peers.values()) {
            peer.endLeadingIfSilent(nowNanos);
            if (!peer.hasStalled(nowNanos)) continue;
            List.copyOf(peer.asks.values()).forEach(this::withdraw);
            peer.stalled(nowNanos);
        }
        List<Step> steps = takeWithdrawn();
        List<PeerQueue> hungry = new ArrayList<>(peers.values());
        hungry.removeIf(peer -> peer.nothingFoundAt == board.supply());
        // one run each in turn, so that the first peer does not take a small file for itself
        while (!hungry.isEmpty()) hungry.removeIf(peer -> !askFreeRun(peer, nowNanos, steps));
        for (PeerQueue peer : peers.values()) {
            if (!peer.isLed()
                    && !peer.isDoubtful(nowNanos)
                    && peer.nothingFoundAt == board.supply()
                    && peer.nextTakeoverNanos - nowNanos <= 0) repeat(peer, nowNanos, steps);
        }
        return steps;
    }

    public boolean isDone() {
        return board.isDone();
    }

    /** Whether nothing is missing of what may be asked for in order now. */
    public boolean isDoneAhead() {
        return board.isDoneAhead();
    }

    /** Whether anything is asked from somebody who is not known to have stalled. */
    public boolean isExpectingBlocks() {
        return peers.values().stream().anyMatch(peer -> !peer.asks.isEmpty() && !peer.isProbed());
    }

    /** How many of the missing chunks no joined peer holds. */
    public int chunksWithoutHolder() {
        if (peers.values().stream().anyMatch(PeerQueue::isComplete)) return 0;
        return board.chunksWithoutPartialHolder();
    }

    /** Some of the missing chunks that no joined peer holds. */
    public List<ChunkIndex> chunksWithoutHolder(int max) {
        return chunksWithoutHolder() == 0 ? List.of() : board.chunksWithoutPartialHolder(max);
    }

    /** How the asking of each joined peer stands. */
    public List<QueueState> queues(long nowNanos) {
        return peers.values().stream()
                .map(peer -> peer.state(board.isUseful(peer), nowNanos))
                .toList();
    }

    /** The only peer that still owes something where nothing is left to ask for. */
    public Optional<PeerName> lastOwing() {
        if (!board.isNothingFree()) return Optional.empty();
        List<PeerQueue> owing =
                peers.values().stream().filter(peer -> !peer.asks.isEmpty()).toList();
        return owing.size() == 1 ? Optional.of(owing.getFirst().name) : Optional.empty();
    }

    /** Bytes that came of chunks that are not held yet. */
    public long begunBytes() {
        return board.begunBytes();
    }

    /** Chunks of which all blocks came, and that were neither verified nor forgotten. */
    public List<ChunkIndex> wholeChunks() {
        return board.wholeChunks();
    }

    /** Whether the peer holds a chunk that is missing here. */
    public boolean isUseful(PeerName name) {
        PeerQueue peer = peers.get(name);
        return peer != null && board.isUseful(peer);
    }

    /** The names of the joined peers that hold the chunk. */
    public List<PeerName> holdersOf(ChunkIndex chunk) {
        int rank = board.rankOf(chunk);
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
        ChunkProgress chunk = board.chunkFor(peer);
        if (chunk == null) {
            peer.nothingFoundAt = board.supply();
            return false;
        }
        peer.current = chunk;
        ask(peer, chunk, chunk.freeRun(maxBlocks), null, nowNanos, steps);
        return true;
    }

    private void repeat(PeerQueue peer, long nowNanos, List<Step> steps) {
        int maxBlocks = peer.roomBlocks(nowNanos);
        double leadSeconds = board.isNothingFree() ? 0 : LEAD_SECONDS;
        long copies = peer.asks.values().stream().filter(ask -> ask.isCopy()).count();
        while (maxBlocks > 0 && copies < EndGame.MAX_COPIES) {
            EndGame endGame = new EndGame(peer, maxBlocks, board.isInOrder, leadSeconds, nowNanos);
            endGame.consider(peers.values());
            if (endGame.original() == null) {
                peer.nextTakeoverNanos = nowNanos + TAKEOVER_PAUSE_NANOS;
                return;
            }
            if (endGame.original().copy() != null) takeBack(endGame.original().copy(), steps);
            ask(peer, endGame.original().chunk, endGame.run(), endGame.original(), nowNanos, steps);
            maxBlocks = peer.roomBlocks(nowNanos);
            copies++;
        }
    }

    private void ask(
            PeerQueue peer, ChunkProgress chunk, BlockRun run, OpenAsk original, long nowNanos, List<Step> steps) {
        OpenAsk ask = new OpenAsk(++lastAsk, peer, chunk, run, original);
        chunk.asked(ask);
        peer.asked(ask, nowNanos);
        board.settle(chunk);
        steps.add(new Step.Ask(peer.name, ask.number, run));
    }

    /** Withdraws what was asked of the chunk and has all come by now from elsewhere. */
    private void withdrawNeedless(ChunkProgress chunk) {
        for (OpenAsk ask : List.copyOf(chunk.asks)) {
            if (chunk.hasReceived(ask.run)) withdraw(ask);
        }
    }

    private static boolean isWhole(OpenAsk ask) {
        return ask != null && ask.owedBlocks() == 0;
    }

    private void withdraw(OpenAsk ask) {
        withdrawn.add(new Step.Withdraw(ask.peer.name, ask.number));
        close(ask);
    }

    /** The peer, which repeats what another owes, has not shown yet that it gives anything: let a third do it. */
    private void takeBack(OpenAsk copy, List<Step> steps) {
        steps.add(new Step.Withdraw(copy.peer.name, copy.number));
        copy.peer.doubted();
        close(copy);
    }

    private void close(OpenAsk ask) {
        ask.peer.ended(ask);
        ask.chunk.ended(ask);
        board.settle(ask.chunk);
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
