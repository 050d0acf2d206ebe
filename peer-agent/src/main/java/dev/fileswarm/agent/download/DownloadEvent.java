package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Accepted;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.RefuseReason;
import java.util.BitSet;
import java.util.List;

/** Something that a {@link Download} is told. */
sealed interface DownloadEvent {
    /** What one linked peer said or did. */
    sealed interface OfPeer extends DownloadEvent {
        PeerName peer();
    }

    record SourcesFound(List<Source> sources) implements DownloadEvent {}

    record SourcesUnavailable(String why) implements DownloadEvent {}

    record DialFailed(PeerName peer, DialFailedException.Kind kind, String why) implements DownloadEvent {}

    record Linked(PeerName peer) implements OfPeer {}

    record Holds(PeerName peer, ChunkSet chunks) implements OfPeer {}

    record HoldsMore(PeerName peer, List<ChunkIndex> chunks) implements OfPeer {}

    /** What the peer wants to be asked for first; nothing: whatever is liked. */
    record Suggested(PeerName peer, List<ChunkIndex> chunks) implements OfPeer {}

    /** The peer's blocks are being written right now. */
    record Writing(PeerName peer) implements OfPeer {}

    /**
     * Blocks came and were given to the part file.
     *
     * @param ask the number of the request, 0 where it is no longer known
     * @param written those of the run that had not come from elsewhere
     */
    record BlocksCame(PeerName peer, long ask, BlockRun run, BitSet written, Accepted accepted) implements OfPeer {}

    record HashesCame(PeerName peer, long ask, int first, byte[] hashes) implements OfPeer {}

    record Busy(PeerName peer, long ask, int retryAfterMillis) implements OfPeer {}

    record Refused(PeerName peer, long ask, RefuseReason reason, String why) implements OfPeer {}

    record Gone(PeerName peer, CloseReason reason, String why) implements OfPeer {}

    /** The manifest is kept, and blocks may come. @param held what the part file holds now that it could check it */
    record ManifestKept(Manifest manifest, ChunkSet held) implements DownloadEvent {}

    /** The proven hashes of a corrupt chunk's blocks were compared with what came. */
    record BlocksCompared(ChunkIndex chunk, BitSet bad) implements DownloadEvent {}

    /** What the part file says of a chunk that seemed whole and was never judged. */
    record ChunkRead(ChunkIndex chunk, boolean isHeld, BitSet missingBlocks) implements DownloadEvent {}

    /** The chunks before this one went out in order. */
    record OutputReached(int chunk) implements DownloadEvent {}

    record Ended(DownloadEnd end) implements DownloadEvent {}

    record Pause() implements DownloadEvent {}

    record Resume() implements DownloadEvent {}

    record Cancel() implements DownloadEvent {}
}
