package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import java.util.List;

/** Chunks that the sender holds in addition to those it told of before. */
public record HaveMore(ContentId content, List<ChunkIndex> chunks) implements Frame {
    public static final int MAX_CHUNKS = 8_192;

    public HaveMore {
        chunks = List.copyOf(chunks);
        Check.range("count", chunks.size(), 1, MAX_CHUNKS);
        for (ChunkIndex chunk : chunks) {
            if (!content.layout().contains(chunk)) {
                throw Check.unexpected("chunk", "0 to " + (content.layout().chunkCount() - 1), chunk);
            }
        }
    }
}
