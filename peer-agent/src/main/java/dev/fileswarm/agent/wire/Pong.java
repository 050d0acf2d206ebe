package dev.fileswarm.agent.wire;

/** Answers a {@link Ping}, with its value. */
public record Pong(long value) implements Frame {}
