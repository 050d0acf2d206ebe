package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.session.SessionTimes;
import java.time.Duration;

/**
 * Bounds of a pool.
 *
 * @param software name and version of this program, told to other peers
 * @param maxLinks links at once; one more is turned away
 * @param maxUnopenedLinks accepted links without a good HELLO; the oldest gives way
 * @param maxUploadLinks links that are served at once; requests of others are answered BUSY
 * @param maxReads reads for uploads at once
 * @param readPatience how long a request waits for its turn to read before it is answered BUSY
 * @param busyRetry after which time a peer that was told BUSY may ask again
 * @param farewell how long a link stays open for a goodbye to arrive
 * @param writeStall without any progress in sending, before giving up
 * @param uploadPause without a request, before an upload counts as finished
 * @param idle without anything followed, before a link is closed
 */
public record PoolSettings(
        String software,
        int maxLinks,
        int maxUnopenedLinks,
        int maxUploadLinks,
        int maxReads,
        Duration readPatience,
        Duration busyRetry,
        Duration farewell,
        Duration writeStall,
        Duration uploadPause,
        Duration idle,
        SessionTimes times) {

    public static PoolSettings standard(String software) {
        return new PoolSettings(
                software,
                200,
                64,
                200,
                8,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                SessionTimes.standard());
    }
}
