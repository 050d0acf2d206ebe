package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkLayout;
import java.util.Collection;

/**
 * What an idle peer may be asked for although another owes it already: the end of a run that the other is expected to reach
 * later than the idle one can deliver it. Both meet in the run's middle, so that little comes twice.
 */
final class EndGame {
    /** Repeated runs that one peer is asked for at a time. */
    static final int MAX_COPIES = 2;

    private final PeerQueue idle;
    private final int maxBlocks;
    private final boolean isFrontFirst;
    private final long nowNanos;
    private final double idleBlockSeconds;
    private final double idleStartSeconds;

    private OpenAsk best;
    private BlockRun bestRun;
    private double bestFinishSeconds;

    /**
     * @param isFrontFirst whether the chunk nearest to the front matters most, else the run that would come last
     * @param leadSeconds by how much the idle peer has to be sooner
     */
    EndGame(PeerQueue idle, int maxBlocks, boolean isFrontFirst, double leadSeconds, long nowNanos) {
        this.idle = idle;
        this.maxBlocks = maxBlocks;
        this.isFrontFirst = isFrontFirst;
        this.nowNanos = nowNanos;
        double rate = idle.expectedBytesPerSecond(nowNanos);
        this.idleBlockSeconds = ChunkLayout.BLOCK_BYTES / rate;
        this.idleStartSeconds = leadSeconds + idle.expectedLatencySeconds() + idle.owedBytes() / rate;
    }

    void consider(Collection<PeerQueue> peers) {
        for (PeerQueue peer : peers) {
            if (peer != idle && !peer.asks.isEmpty()) considerQueueOf(peer);
        }
    }

    /** The ask whose end shall be repeated, or null. */
    OpenAsk original() {
        return best;
    }

    /** What to ask for: the end of what is missing of that ask's run. */
    BlockRun run() {
        return bestRun;
    }

    private void considerQueueOf(PeerQueue owing) {
        double rate = owing.expectedBytesPerSecond(nowNanos);
        double owingBlockSeconds = ChunkLayout.BLOCK_BYTES / rate;
        if (owing.owedBytes() / rate <= idleStartSeconds) return; // all of it comes before the idle one could begin
        double startSeconds = 0;
        for (OpenAsk ask : owing.asks.values()) {
            double finishSeconds = startSeconds + ask.owedBytes() / rate;
            if (canRepeat(ask)) {
                BlockRun missing = ask.lastMissing();
                int blocks = blocksToRepeat(missing.blockCount(), startSeconds, owingBlockSeconds);
                if (blocks > 0 && isBetter(ask, finishSeconds)) {
                    best = ask;
                    bestRun = new BlockRun(missing.chunk(), missing.endBlock() - blocks, blocks);
                    bestFinishSeconds = finishSeconds;
                }
            }
            startSeconds = finishSeconds;
        }
    }

    /**
     * So many of the missing blocks that both finish together: start + (missing - n) · owing = idleStart + n · idle, solved
     * for n.
     */
    private int blocksToRepeat(int missing, double startSeconds, double owingBlockSeconds) {
        double blocks = (startSeconds - idleStartSeconds + missing * owingBlockSeconds)
                / (idleBlockSeconds + owingBlockSeconds);
        return (int) Math.min(Math.round(blocks), Math.min(missing, maxBlocks));
    }

    private boolean canRepeat(OpenAsk ask) {
        return !ask.isCopy() && !ask.hasGoodCopy(nowNanos) && idle.holds.contains(ask.chunk.rank);
    }

    private boolean isBetter(OpenAsk ask, double finishSeconds) {
        if (best == null) return true;
        if (isFrontFirst && ask.chunk.rank != best.chunk.rank) return ask.chunk.rank < best.chunk.rank;
        return finishSeconds > bestFinishSeconds;
    }
}
