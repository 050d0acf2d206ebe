package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.RefuseReason;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Hears what one linked peer says about one content. Called on that link's reader thread, one call at a time; while a call
 * lasts nothing more is read from the link, which is how a slow disk holds back a fast peer.
 */
public interface Follower {
    /** What the peer holds now; replaces what was known. The set is the callee's. */
    void holds(ChunkSet chunks);

    /** Chunks that the peer holds in addition. */
    void holdsMore(List<ChunkIndex> chunks);

    /** Chunks that the peer wants to be asked for first; none: whatever is liked. */
    void suggests(List<ChunkIndex> chunks);

    /**
     * Blocks that were asked for, not verified yet.
     *
     * @param blocks which blocks; part of the run of the request
     * @param data exactly their bytes; valid only until the call returns
     * @param last whether the request is complete with this
     */
    void blocks(int request, BlockRun blocks, ByteBuffer data, boolean last);

    /** Hashes that were asked for, not proven yet: {@code hashes.length / 32} of them from {@code first} on. */
    void hashes(int request, int first, byte[] hashes);

    /** The peer has too much to do: ask again after the time. Ends the request. */
    void busy(int request, int retryAfterMillis);

    /** The peer will not answer this request. Ends the request. */
    void refused(int request, RefuseReason reason, String why);

    /** The link is closed; all open requests are lost. The last call. */
    void gone(CloseReason reason, String why);
}
