package dev.fileswarm.agent.diagnosis;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import java.util.List;

/** Something that bounds a download, or will. */
public sealed interface Finding {
    /** Everything is here, under its name. */
    record Finished() implements Finding {}

    /** The chunks that were asked for are here, and not all of the file. */
    record Partial() implements Finding {}

    /** Somebody has paused it. */
    record Paused() implements Finding {}

    /** It ended before its end. */
    record Failed(String why) implements Finding {}

    /** No agent runs that would go on with it. */
    record NoAgent() implements Finding {}

    /** Everything is here; the file is being written out and named. */
    record Naming() implements Finding {}

    /** The tracker does not say who holds it. */
    record TrackerAway(String why) implements Finding {}

    /** Nobody is linked. @param why empty where nothing more is known */
    record NoSource(String why) implements Finding {}

    /** Sources are being reached. @param what such as to whom */
    record Reaching(String what) implements Finding {}

    /** The chunks' hashes are not here yet, without which nothing can be verified. */
    record NoManifest() implements Finding {}

    /** Nobody who is linked holds these. @param first some of them @param count of all of them */
    record NoHolder(List<ChunkIndex> first, int count) implements Finding {}

    /** All who were asked are silent. @param seconds the least of their silences */
    record Silent(List<PeerName> peers, double seconds) implements Finding {}

    /** The limit that was set here. @param bytesPerSecond what comes to this agent in all */
    record YourLimit(long limitBytesPerSecond, long bytesPerSecond) implements Finding {}

    /** This disk takes no more. @param share of the time that links wait for it */
    record Disk(double share) implements Finding {}

    /** This processor hashes no more. @param share of the time that links wait for it */
    record Processor(double share) implements Finding {}

    /** Datagrams are lost on the way from the peer that gives the most. @param share of the datagrams */
    record Loss(PeerName peer, double share, double rttSeconds) implements Finding {}

    /** One peer alone has what is missing, or owes what is left of it. */
    record OneLink(PeerName peer, long bytesPerSecond, double latencySeconds) implements Finding {}

    /**
     * Everybody who has what is missing has as many requests as it can take, or says that it is busy.
     *
     * @param busy of the holders, those that said so
     */
    record EverybodyBusy(int holders, int busy, long bytesPerSecond) implements Finding {}

    /** Requests are out, and more could be: the rates are still being found. */
    record Growing(long bytesPerSecond) implements Finding {}
}
