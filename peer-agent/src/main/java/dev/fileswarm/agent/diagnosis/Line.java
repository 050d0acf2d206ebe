package dev.fileswarm.agent.diagnosis;

/**
 * What comes to this agent from all peers.
 *
 * @param limitBytesPerSecond 0 for no limit
 */
public record Line(long limitBytesPerSecond, long bytesPerSecond) {}
