package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.BlockRun;

/** A run that was asked from a peer and has not come whole yet. */
final class OpenAsk {
    final long number;
    final PeerQueue peer;
    final ChunkProgress chunk;
    final BlockRun run;
    /** The ask whose end this one repeats, because that peer is slow; null for an ordinary one, and once that ask is over. */
    private OpenAsk original;

    /** The ask that repeats this one's end at another peer; null if none. */
    private OpenAsk copy;

    private int nextBlock;

    OpenAsk(long number, PeerQueue peer, ChunkProgress chunk, BlockRun run, OpenAsk original) {
        this.number = number;
        this.peer = peer;
        this.chunk = chunk;
        this.run = run;
        this.original = original;
        this.nextBlock = run.firstBlock();
        if (original != null) original.copy = this;
    }

    /** Takes note that the peer delivered blocks up to this one; returns the bytes that it owes less. */
    long deliveredTo(int endBlock) {
        int end = Math.clamp(endBlock, nextBlock, run.endBlock());
        long bytes = chunk.bytesBetween(nextBlock, end);
        nextBlock = end;
        return bytes;
    }

    /** The first block that this peer has not delivered; blocks come in order. */
    int nextBlock() {
        return nextBlock;
    }

    int owedBlocks() {
        return run.endBlock() - nextBlock;
    }

    long owedBytes() {
        return chunk.bytesBetween(nextBlock, run.endBlock());
    }

    /** The last of its blocks that have come from nobody yet; an open ask has at least one. */
    BlockRun lastMissing() {
        int end = run.endBlock();
        while (chunk.hasReceived(end - 1)) end--;
        int first = end - 1;
        while (first > run.firstBlock() && !chunk.hasReceived(first - 1)) first--;
        return new BlockRun(run.chunk(), first, end - first);
    }

    boolean isCopy() {
        return original != null;
    }

    /** What repeats its end at another peer; null if nothing does. */
    OpenAsk copy() {
        return copy;
    }

    /** Whether its end is asked from another peer, too, and it is likely that that one gives it. */
    boolean hasGoodCopy(long nowNanos) {
        return copy != null && !copy.peer.isDoubtful(nowNanos);
    }

    /** No longer open: what it repeats may be repeated by others, and so may what repeats it, which is alone now. */
    void detach() {
        if (original != null) original.copy = null;
        if (copy != null) copy.original = null;
    }
}
