package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import java.util.function.Supplier;

/**
 * Who this peer is, and in which cluster.
 *
 * @param key this peer's own key
 * @param clusterKey by which the cluster signs credentials
 * @param credential the newest credential of this peer; the tracker renews it
 */
public record Membership(
        String trackerId, PeerName name, PeerKey key, PeerKey clusterKey, Supplier<String> credential) {}
