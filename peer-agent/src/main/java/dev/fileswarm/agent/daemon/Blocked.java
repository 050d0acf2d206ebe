package dev.fileswarm.agent.daemon;

import java.time.Instant;

/**
 * A peer that is blocked here.
 *
 * @param pending whether the tracker was away and is told when it is back; here the block holds already
 */
public record Blocked(String name, Instant since, boolean pending) {}
