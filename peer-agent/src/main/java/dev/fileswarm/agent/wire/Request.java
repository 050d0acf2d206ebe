package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ContentId;

/**
 * Asks for blocks of one chunk.
 *
 * @param request a number that the asker does not use for another open request
 */
public record Request(int request, ContentId content, BlockRun run) implements Frame {
    public static final int MAX_BLOCKS = 64;

    /** Requests that one side may have open on a link, those for hashes included. */
    public static final int MAX_OPEN = 1_024;

    public Request {
        Check.range("blocks", run.blockCount(), 1, MAX_BLOCKS);
    }
}
