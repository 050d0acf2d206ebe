package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.PeerName;

/**
 * One peer's part in a download.
 *
 * @param bytes what it gave that was not there before and not bad
 * @param bytesPerSecond smoothed
 * @param isBlamed whether it gave something bad, and is not asked any more
 * @param ended why the transfer from it ended, for people; empty while it is linked
 */
public record PeerProgress(
        PeerName peer, long bytes, long bytesPerSecond, boolean isLinked, boolean isBlamed, String ended) {}
