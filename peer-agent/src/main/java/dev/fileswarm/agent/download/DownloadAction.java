package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.Follow;
import java.util.BitSet;

/** Something that a {@link Download} wants done. */
sealed interface DownloadAction {
    /** Answered by SourcesFound or SourcesUnavailable. */
    record FindSources(ChunkSet missing) implements DownloadAction {}

    /** Answered by Linked or DialFailed. */
    record Dial(Source source) implements DownloadAction {}

    /** Answered by BlocksCame until the run is whole, by Busy, Refused or Gone. */
    record AskBlocks(PeerName peer, long ask, BlockRun run) implements DownloadAction {}

    /** Answered by HashesCame, Busy, Refused or Gone. */
    record AskChunkHashes(PeerName peer, long ask, int first, int count) implements DownloadAction {}

    /** Answered by HashesCame, Busy, Refused or Gone. */
    record AskBlockHashes(PeerName peer, long ask, ChunkIndex chunk, int first, int count) implements DownloadAction {}

    record Withdraw(PeerName peer, long ask) implements DownloadAction {}

    /** Ends following: nothing more is wanted of this peer. @param why what it is told */
    record Drop(PeerName peer, Follow.Wish why) implements DownloadAction {}

    /** Answered by ManifestKept. */
    record KeepManifest(Manifest manifest) implements DownloadAction {}

    /** Answered by BlocksCompared. @param leafHashes proven, 32 bytes a block */
    record CompareBlocks(ChunkIndex chunk, byte[] leafHashes) implements DownloadAction {}

    record ForgetBlocks(ChunkIndex chunk, BitSet blocks) implements DownloadAction {}

    /** Answered by ChunkRead. */
    record ReadChunk(ChunkIndex chunk) implements DownloadAction {}

    /** The chunk is held now: tell whoever announces and serves it. */
    record TellVerified(ChunkIndex chunk) implements DownloadAction {}

    /** The peer gave what was wrong. */
    record TellBlamed(PeerName peer, String why) implements DownloadAction {}

    /** Something worth a line. */
    record TellNote(String text) implements DownloadAction {}

    /** All is there: name the file, or write the rest out. Answered by Ended. */
    record Finish() implements DownloadAction {}

    /** The last action. */
    record TellEnd(DownloadEnd end) implements DownloadAction {}
}
