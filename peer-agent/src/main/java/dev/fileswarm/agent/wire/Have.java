package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;

/**
 * All that the sender holds of a content now.
 *
 * @param held handed over with the frame: whoever made it changes it no more
 */
public record Have(ContentId content, ChunkSet held) implements Frame {
    public Have {
        int chunks = content.layout().chunkCount();
        if (held.chunkCount() != chunks) {
            throw Check.unexpected("map", chunks + " chunks", held.chunkCount() + " chunks");
        }
    }
}
