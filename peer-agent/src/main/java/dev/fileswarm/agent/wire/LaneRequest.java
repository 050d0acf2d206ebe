package dev.fileswarm.agent.wire;

/** Asks for blocks as {@link Request} does, to be answered on the lane. */
public record LaneRequest(Request request) implements Frame {}
