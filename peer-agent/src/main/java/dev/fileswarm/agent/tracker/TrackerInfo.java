package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerKey;
import java.time.Instant;

/**
 * What a tracker says about itself.
 *
 * @param open whether strangers may join and read
 * @param clusterKey signs credentials
 */
public record TrackerInfo(
        String trackerId, String version, boolean open, Instant serverTime, int leaseSeconds, PeerKey clusterKey) {
    public TrackerInfo {
        Required.field("trackerId", trackerId);
        Required.field("clusterKey", clusterKey);
    }
}
