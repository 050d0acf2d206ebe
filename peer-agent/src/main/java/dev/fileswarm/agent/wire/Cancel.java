package dev.fileswarm.agent.wire;

/** Withdraws a request; blocks already under way may still arrive. */
public record Cancel(int request) implements Frame {}
