package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import java.util.List;

/**
 * Chunks that the sender, who holds more, wants to be asked for first by the receiver: every receiver is told of others, so that
 * all of the content is out once before anything is twice. None: the receiver may ask for what it likes.
 */
public record Suggest(ContentId content, List<ChunkIndex> chunks) implements Frame {
    public static final int MAX_CHUNKS = 256;

    public Suggest {
        chunks = List.copyOf(chunks);
        Check.range("count", chunks.size(), 0, MAX_CHUNKS);
        for (ChunkIndex chunk : chunks) {
            if (!content.layout().contains(chunk)) {
                throw Check.unexpected("chunk", "0 to " + (content.layout().chunkCount() - 1), chunk);
            }
        }
    }
}
