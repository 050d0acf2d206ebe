package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.store.Accepted;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Behaves as a part file does, and knows for each block whether what came was right. */
final class SimulatedPart {
    private final ChunkLayout layout;
    private final ChunkSet held;
    private final Map<ChunkIndex, BitSet> came = new HashMap<>();
    private final Map<ChunkIndex, BitSet> spoiled = new HashMap<>();

    SimulatedPart(ChunkLayout layout, ChunkSet held) {
        this.layout = layout;
        this.held = held;
    }

    ChunkSet held() {
        return held;
    }

    Accepted accept(BlockRun run, BitSet spoiledBlocks, BitSet written) {
        if (held.contains(run.chunk())) return Accepted.DUPLICATE;
        BitSet blocks = came.computeIfAbsent(run.chunk(), chunk -> new BitSet());
        BitSet bad = spoiled.computeIfAbsent(run.chunk(), chunk -> new BitSet());
        for (int block = run.firstBlock(); block < run.endBlock(); block++) {
            if (blocks.get(block)) continue;
            written.set(block);
            blocks.set(block);
            bad.set(block, spoiledBlocks.get(block));
        }
        if (written.isEmpty()) return Accepted.DUPLICATE;
        if (blocks.cardinality() < layout.blockCount(run.chunk())) return Accepted.INCOMPLETE;
        if (!bad.isEmpty()) return Accepted.CORRUPT;
        held.add(run.chunk());
        came.remove(run.chunk());
        spoiled.remove(run.chunk());
        return Accepted.VERIFIED;
    }

    BitSet spoiledBlocks(ChunkIndex chunk) {
        return (BitSet) spoiled.get(chunk).clone();
    }

    BitSet missingBlocks(ChunkIndex chunk) {
        BitSet missing = new BitSet();
        if (held.contains(chunk)) return missing;
        missing.set(0, layout.blockCount(chunk));
        missing.andNot(came.getOrDefault(chunk, new BitSet()));
        return missing;
    }

    void forget(ChunkIndex chunk, BitSet blocks) {
        came.getOrDefault(chunk, new BitSet()).andNot(blocks);
        spoiled.getOrDefault(chunk, new BitSet()).andNot(blocks);
    }
}
