package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A begun chunk: which blocks came and from whom, and which are asked for. A block is free if it is neither. */
final class ChunkProgress {
    final ChunkIndex index;
    final int rank;
    final List<OpenAsk> asks = new ArrayList<>();

    private final long lengthBytes;
    private final int blockCount;
    private final BitSet received;
    private final BitSet taken;
    private final Map<PeerName, BitSet> givenBy = new HashMap<>();
    private int takenCount;
    private int receivedCount;
    /** No block before this one is free. */
    private int firstFree;

    ChunkProgress(ChunkLayout layout, ChunkIndex index, int rank) {
        this.index = index;
        this.rank = rank;
        this.lengthBytes = layout.chunkLength(index);
        this.blockCount = layout.blockCount(index);
        this.received = new BitSet(blockCount);
        this.taken = new BitSet(blockCount);
    }

    boolean hasFree() {
        return takenCount < blockCount;
    }

    /** Neither asked for nor received in any part: as if never begun. */
    boolean isUntouched() {
        return takenCount == 0;
    }

    boolean isWhole() {
        return receivedCount == blockCount;
    }

    long receivedBytes() {
        return Math.min(lengthBytes, (long) receivedCount * ChunkLayout.BLOCK_BYTES);
    }

    /** The first free blocks, at most so many. */
    BlockRun freeRun(int maxBlocks) {
        firstFree = taken.nextClearBit(firstFree);
        int limit = Math.min(blockCount, firstFree + maxBlocks);
        int end = taken.nextSetBit(firstFree);
        return new BlockRun(index, firstFree, (end < 0 ? limit : Math.min(limit, end)) - firstFree);
    }

    void asked(OpenAsk ask) {
        asks.add(ask);
        take(ask.run.firstBlock(), ask.run.endBlock());
    }

    /** An ask is over: of its blocks those that did not come and that nobody else is asked for are free again. */
    void ended(OpenAsk ask) {
        asks.remove(ask);
        ask.detach();
        for (int block = ask.run.firstBlock(); block < ask.run.endBlock(); block++) {
            if (!received.get(block) && !isAsked(block)) free(block);
        }
    }

    void received(PeerName giver, BitSet blocks) {
        BitSet given = givenBy.computeIfAbsent(giver, name -> new BitSet());
        for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
            if (received.get(block)) continue;
            received.set(block);
            receivedCount++;
            given.set(block);
            if (!taken.get(block)) takenCount++;
            taken.set(block);
        }
    }

    /** Blocks that were there before this download; nobody is to blame for them. */
    void foundOnDisk(BitSet blocks) {
        received.or(blocks);
        receivedCount = received.cardinality();
        taken.or(blocks);
        takenCount = taken.cardinality();
    }

    void forget(BitSet blocks) {
        received.andNot(blocks);
        receivedCount = received.cardinality();
        givenBy.values().forEach(given -> given.andNot(blocks));
        givenBy.values().removeIf(BitSet::isEmpty);
        for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
            if (!isAsked(block)) free(block);
        }
    }

    boolean hasReceived(BlockRun run) {
        return received.nextClearBit(run.firstBlock()) >= run.endBlock();
    }

    boolean hasReceived(int block) {
        return received.get(block);
    }

    Map<PeerName, BitSet> givers() {
        Map<PeerName, BitSet> copy = new HashMap<>();
        givenBy.forEach((peer, blocks) -> {
            if (!blocks.isEmpty()) copy.put(peer, (BitSet) blocks.clone());
        });
        return copy;
    }

    long bytesBetween(int firstBlock, int endBlock) {
        if (endBlock <= firstBlock) return 0;
        long end = Math.min(lengthBytes, (long) endBlock * ChunkLayout.BLOCK_BYTES);
        return end - (long) firstBlock * ChunkLayout.BLOCK_BYTES;
    }

    private void take(int first, int end) {
        for (int block = taken.nextClearBit(first); block < end; block = taken.nextClearBit(block + 1)) {
            taken.set(block);
            takenCount++;
        }
    }

    private boolean isAsked(int block) {
        for (OpenAsk ask : asks) {
            if (block >= ask.run.firstBlock() && block < ask.run.endBlock()) return true;
        }
        return false;
    }

    private void free(int block) {
        if (!taken.get(block)) return;
        taken.clear(block);
        takenCount--;
        firstFree = Math.min(firstFree, block);
    }
}
