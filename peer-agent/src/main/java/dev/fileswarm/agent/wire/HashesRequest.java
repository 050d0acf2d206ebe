package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;

/**
 * Asks for hashes of a content's chunks, or of one chunk's blocks.
 *
 * @param request a number that the asker does not use for another open request
 * @param chunk whose blocks; 0 for chunks' hashes
 * @param first number of the first chunk or block
 */
public record HashesRequest(int request, ContentId content, Level level, ChunkIndex chunk, int first, int count)
        implements Frame {
    /** What the hashes stand for. */
    public enum Level {
        CHUNKS,
        BLOCKS
    }

    public HashesRequest {
        if (level == Level.CHUNKS && chunk.value() != 0) throw Check.unexpected("chunk", 0, chunk);
        Check.range("first", first, 0, Integer.MAX_VALUE - Hashes.MAX_COUNT);
        Check.range("count", count, 1, Hashes.MAX_COUNT);
    }

    /** Whether the content has all that is asked for. */
    public boolean isInsideContent() {
        int end = first + count;
        return switch (level) {
            case CHUNKS -> end <= content.layout().chunkCount();
            case BLOCKS ->
                content.layout().contains(chunk) && end <= content.layout().blockCount(chunk);
        };
    }
}
