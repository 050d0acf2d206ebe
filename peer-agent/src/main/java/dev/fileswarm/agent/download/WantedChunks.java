package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;

/** How much of what is wanted is there. */
final class WantedChunks {
    private final ChunkLayout layout;
    private final ChunkSet missing;
    private final int wantedChunks;
    private final long wantedBytes;
    private long missingBytes;
    private int heldChunks;

    /** @param held all that is there at the beginning, wanted or not */
    WantedChunks(ChunkLayout layout, ChunkSet wanted, ChunkSet held) {
        this.layout = layout;
        this.missing = wanted.copy();
        this.wantedChunks = wanted.size();
        this.wantedBytes = bytesOf(wanted);
        this.missing.removeAll(held);
        this.missingBytes = bytesOf(missing);
        this.heldChunks = held.size();
    }

    /** Those of the wanted chunks that are not held. */
    ChunkSet missing() {
        return missing;
    }

    boolean isMissing(ChunkIndex chunk) {
        return missing.contains(chunk);
    }

    /** The chunk is held; tells whether it was missing. */
    boolean verified(ChunkIndex chunk) {
        if (!isMissing(chunk)) return false;
        missing.remove(chunk);
        missingBytes -= layout.chunkLength(chunk);
        heldChunks++;
        return true;
    }

    /** Chunks that nobody here knew of were found to be held, wanted or not. */
    void found(ChunkSet held) {
        heldChunks = held.size();
    }

    /** Whether every chunk of the content is there, wanted or not. */
    boolean isWholeContentHeld() {
        return heldChunks == layout.chunkCount();
    }

    int wantedCount() {
        return wantedChunks;
    }

    int verifiedCount() {
        return wantedChunks - missing.size();
    }

    long wantedBytes() {
        return wantedBytes;
    }

    long verifiedBytes() {
        return wantedBytes - missingBytes;
    }

    private long bytesOf(ChunkSet chunks) {
        if (chunks.isComplete()) return layout.sizeBytes();
        return chunks.indexes()
                .mapToLong(chunk -> layout.chunkLength(new ChunkIndex(chunk)))
                .sum();
    }
}
