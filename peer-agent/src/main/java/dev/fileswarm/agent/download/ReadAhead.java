package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.selection.Selection;

/** How far ahead of its reader a download in order fetches. Does nothing for one in any order. */
final class ReadAhead {
    private static final long BYTES = 64 << 20;
    private static final int MIN_CHUNKS = 2;

    private final boolean isInOrder;
    private final ChunkLayout layout;
    private final Selection selection;

    ReadAhead(boolean isInOrder, ChunkLayout layout, Selection selection) {
        this.isInOrder = isInOrder;
        this.layout = layout;
        this.selection = selection;
    }

    /** The reader is at this chunk. */
    void reached(int chunk) {
        if (!isInOrder) return;
        long chunks = layout.maxChunkLength() == 0 ? 0 : BYTES / layout.maxChunkLength();
        selection.lookAheadTo((int) Math.min(layout.chunkCount(), chunk + Math.max(MIN_CHUNKS, chunks)));
    }

    /** Whether all that may be fetched ahead of the reader is there. */
    boolean waitsForReader() {
        return isInOrder && selection.isDoneAhead();
    }
}
