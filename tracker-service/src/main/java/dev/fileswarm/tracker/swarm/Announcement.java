package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;

/**
 * What a peer says it holds of a content, all in all.
 *
 * @param chunks null when nothing is held any more
 */
record Announcement(ContentId content, ChunkMap chunks) {
    Announcement {
        // Of an empty content there is no chunk that could be missing: whoever announces it has it.
        if (chunks != null && chunks.isEmpty() && !chunks.isComplete()) chunks = null;
    }

    boolean isGone() {
        return chunks == null;
    }

    int held() {
        return isGone() ? 0 : chunks.held();
    }

    boolean isComplete() {
        return !isGone() && chunks.isComplete();
    }
}
