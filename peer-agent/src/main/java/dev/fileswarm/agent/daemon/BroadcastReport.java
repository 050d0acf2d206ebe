package dev.fileswarm.agent.daemon;

/**
 * What became of a broadcast.
 *
 * @param recipients how many peers get it
 * @param withheld how many do not, because they have blocked this one
 */
public record BroadcastReport(int recipients, int withheld) {}
