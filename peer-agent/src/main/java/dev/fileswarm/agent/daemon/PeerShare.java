package dev.fileswarm.agent.daemon;

/** What one peer gave to a download. */
public record PeerShare(String peer, long bytes, long bytesPerSecond) {}
