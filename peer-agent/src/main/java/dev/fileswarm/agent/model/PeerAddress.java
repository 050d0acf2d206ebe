package dev.fileswarm.agent.model;

/**
 * Where a peer can be reached.
 *
 * @param host an IPv4 or IPv6 address, or a host name
 * @param tcpPort 1 to 65535
 * @param udpPort 0 where the peer speaks no UDP
 */
public record PeerAddress(String host, int tcpPort, int udpPort) {
    public PeerAddress {
        if (host.isBlank()) throw new IllegalArgumentException("an address needs a host");
        if (tcpPort < 1 || tcpPort > 65_535) {
            throw new IllegalArgumentException("TCP port " + tcpPort + " is outside 1 to 65535");
        }
        if (udpPort < 0 || udpPort > 65_535) {
            throw new IllegalArgumentException("UDP port " + udpPort + " is outside 0 to 65535");
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + tcpPort;
    }
}
