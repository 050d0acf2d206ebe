package dev.fileswarm.tracker.peer;

/**
 * Where a peer may be reached.
 *
 * @param host an IP address as the tracker saw it, or a host name that the tracker verified
 * @param tcpPort 0 when there is none
 * @param udpPort 0 when there is none
 */
public record PeerAddress(String host, int tcpPort, int udpPort) {}
