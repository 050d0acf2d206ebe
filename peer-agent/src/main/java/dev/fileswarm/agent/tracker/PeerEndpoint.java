package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerAddress;
import java.util.Optional;

/**
 * An address of a peer as the tracker gives it.
 *
 * @param tcpPort 0 where the peer listens on none
 * @param udpPort 0 where the peer speaks no UDP
 */
public record PeerEndpoint(String host, int tcpPort, int udpPort) {
    /** The address, where it can be dialled. */
    public Optional<PeerAddress> dialable() {
        return tcpPort == 0 ? Optional.empty() : Optional.of(new PeerAddress(host, tcpPort, udpPort));
    }
}
