package dev.fileswarm.agent.session;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.LaneOffer;
import dev.fileswarm.agent.wire.PrivateText;
import dev.fileswarm.agent.wire.RefuseReason;
import dev.fileswarm.agent.wire.Request;
import java.nio.ByteBuffer;
import java.util.List;

/** What a session wants done. */
public sealed interface Action {
    /** Send the frame. */
    record Send(Frame frame) implements Action {}

    /** Each side has taken the other for who it says, and frames may flow. */
    record Opened(Hello theirs, int version) implements Action {}

    /** Tell the follower what the other side holds. */
    record TellHeld(ContentId content, ChunkSet held) implements Action {}

    /** Tell the follower what the other side holds in addition. */
    record TellHeldMore(ContentId content, List<ChunkIndex> chunks) implements Action {}

    /** Give the follower blocks that it asked for; the data is valid until the next frame is read. */
    record GiveBlocks(ContentId content, int request, BlockRun blocks, ByteBuffer data, boolean isLast)
            implements Action {}

    /** Give the follower hashes that it asked for. */
    record GiveHashes(ContentId content, int request, int first, byte[] hashes) implements Action {}

    /** Tell the follower to ask again later. */
    record TellBusy(ContentId content, int request, int retryAfterMillis) implements Action {}

    /** Tell the follower that the request was refused. */
    record TellRefused(ContentId content, int request, RefuseReason reason, String why) implements Action {}

    /** Tell the follower what the other side wants to be asked for first; nothing: whatever it likes. */
    record TellSuggested(ContentId content, List<ChunkIndex> chunks) implements Action {}

    /**
     * Read and send blocks, then call {@link Session#answered}.
     *
     * @param onLane whether the answer goes over datagrams
     */
    record ServeBlocks(Request request, boolean onLane) implements Action {}

    /** Tell whoever talks privately with the other side. */
    record TellPrivate(PrivateText said) implements Action {}

    /** Send hashes, then call {@link Session#answered}. */
    record ServeHashes(HashesRequest request) implements Action {}

    /** The other side offers a lane over datagrams, or answers an offer, or wants fresh keys. */
    record TakeLaneOffer(LaneOffer offer) implements Action {}

    /** The other side's lane of this number is over. */
    record EndLane(int number) implements Action {}

    /** Serve this request no further: the other side withdrew it. */
    record StopServing(int request) implements Action {}

    /** Send a HAVE for this content: the other side follows it now. */
    record AnnounceHeld(ContentId content) implements Action {}

    /** The other side follows this content no more, and said why. */
    record TellUnfollowed(ContentId content, Follow.Wish why) implements Action {}

    /**
     * Close the link. Always the last action; where this side ends it, a {@link Send} of the goodbye comes before.
     *
     * @param isOwn whether this side ended it
     */
    record Close(CloseReason reason, String why, boolean isOwn) implements Action {}
}
