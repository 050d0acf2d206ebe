package dev.fileswarm.agent.chat;

import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;

/** A private link that is open. */
public record PrivateLink(PeerName peer, Instant since, boolean byThem) {}
