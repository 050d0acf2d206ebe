package dev.fileswarm.agent.tracker;

/**
 * What became of a broadcast.
 *
 * @param recipients how many peers get it
 * @param withheld how many do not, because they have blocked the sender
 */
public record BroadcastAnswer(int recipients, int withheld) {}
