package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;

/**
 * An authenticated peer at the other end of an open link. Thread-safe; no method waits for the network.
 *
 * <p>Every answer comes to the {@link Follower} that was given to {@link #follow}. After {@link Follower#gone} no call does
 * anything.
 */
public interface RemotePeer {
    PeerName name();

    PeerKey key();

    /** The address at the other end of the link, for people and logs. */
    PeerAddress address();

    /** Asks what the peer holds of this content, and to be told when that changes. One follower a content and link. */
    void follow(ContentId content, Follower follower, TransportChoice choice);

    /** As above, over whatever transport is faster. */
    default void follow(ContentId content, Follower follower) {
        follow(content, follower, TransportChoice.AUTO);
    }

    /** What came of a content that is followed, over which transport. */
    Carried carried(ContentId content);

    /**
     * Ends following: open requests for this content are cancelled, and its follower hears nothing more.
     *
     * @param why for the other side: any wish but {@link Follow.Wish#ON}
     */
    void unfollow(ContentId content, Follow.Wish why);

    /** Asks for blocks of a followed content. @return the request's number on this link */
    int request(ContentId content, BlockRun run);

    /** Asks for the hashes of {@code count} chunks from {@code first} on, at most 8,192. @return the request's number */
    int requestChunkHashes(ContentId content, int first, int count);

    /** Asks for the leaf hashes of blocks of one chunk, at most 8,192. @return the request's number */
    int requestBlockHashes(ContentId content, ChunkIndex chunk, int first, int count);

    /** Withdraws a request; blocks that are already under way may still arrive. */
    void cancel(int request);

    /** Says goodbye, with the reason for the other side's log, and closes the link. */
    void close(CloseReason reason, String why);
}
