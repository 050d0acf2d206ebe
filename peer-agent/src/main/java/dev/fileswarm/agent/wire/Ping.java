package dev.fileswarm.agent.wire;

/** Asks for a {@link Pong} with the same value. */
public record Ping(long value) implements Frame {}
