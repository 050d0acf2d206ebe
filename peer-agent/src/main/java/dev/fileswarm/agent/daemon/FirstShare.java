package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;

/** Which chunks come first of a download that is to stop part of the way. */
final class FirstShare {
    private FirstShare() {}

    /**
     * At least the share, but never all: the file gets its name only when its owner has said so. What is held already counts, so
     * that nothing is missing where the share is passed.
     */
    static ChunkSet of(ChunkSet wanted, ChunkSet held, int percent) {
        int count = wanted.size();
        int share = Math.clamp((count * (long) percent + 99) / 100, 0, Math.max(0, count - 1));
        ChunkSet missing = wanted.copy();
        missing.removeAll(held);
        ChunkSet first = wanted.copy();
        first.removeAll(missing);
        missing.indexes().limit(Math.max(0, share - first.size())).forEach(chunk -> first.add(new ChunkIndex(chunk)));
        return first;
    }
}
