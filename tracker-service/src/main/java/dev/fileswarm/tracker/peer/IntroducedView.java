package dev.fileswarm.tracker.peer;

import java.time.Instant;

/**
 * What a peer is told of somebody who was introduced to it.
 *
 * @param credential the cluster's signed word that the name has the key
 */
public record IntroducedView(PeerView from, String credential, Instant credentialExpiresAt) {}
