package dev.fileswarm.agent.daemon;

import java.time.Instant;

/** A private link that is open. */
public record PrivateTalk(String peer, Instant since, boolean byThem) {}
