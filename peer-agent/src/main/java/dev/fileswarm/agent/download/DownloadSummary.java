package dev.fileswarm.agent.download;

import dev.fileswarm.agent.transfer.Carried;
import java.time.Duration;
import java.util.List;

/**
 * What a download came to.
 *
 * @param receivedBytes bytes that came over the network in it, without duplicates and what was bad
 * @param duplicateBytes bytes that came twice
 * @param carried which transport carried how much, with duplicates
 */
public record DownloadSummary(
        DownloadEnd end,
        long receivedBytes,
        long duplicateBytes,
        Duration duration,
        List<PeerProgress> peers,
        Carried carried) {
    DownloadSummary over(Carried transports) {
        return new DownloadSummary(end, receivedBytes, duplicateBytes, duration, peers, transports);
    }
}
