package dev.fileswarm.agent.download;

import java.time.Duration;
import java.util.List;

/**
 * What a download came to.
 *
 * @param receivedBytes bytes that came over the network in it, without duplicates and what was bad
 * @param duplicateBytes bytes that came twice
 */
public record DownloadSummary(
        DownloadEnd end, long receivedBytes, long duplicateBytes, Duration duration, List<PeerProgress> peers) {}
