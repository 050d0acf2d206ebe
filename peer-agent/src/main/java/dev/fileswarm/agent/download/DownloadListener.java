package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;

/** Hears what happens in a download. Called on its owner thread: must not wait. */
public interface DownloadListener {
    /** The chunk is held from now on, and can be announced and served. */
    default void verified(ChunkIndex chunk) {}

    /** The manifest is known from now on. */
    default void manifestKnown() {}

    /** The peer gave something bad and is not asked any more in this download. */
    default void blamed(PeerName peer, String why) {}

    /** Something worth a line: a peer that was found or lost. */
    default void note(String text) {}

    /** A few times a second, and at each change of state. */
    default void progress(DownloadProgress progress) {}

    /** The last call. */
    default void ended(DownloadSummary summary) {}
}
