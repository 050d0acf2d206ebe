package dev.fileswarm.agent.daemon;

/** A file that this peer offers. {@code path} is absolute. */
public record Share(String name, String content, long size, int chunks, String path) {}
