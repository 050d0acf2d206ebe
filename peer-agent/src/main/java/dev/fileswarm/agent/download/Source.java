package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import java.util.List;

/**
 * A peer that is said to hold something of a content and to be reachable.
 *
 * @param addresses the likeliest first; empty where the peer can only be reached through a link that is open already
 */
public record Source(PeerName name, PeerKey key, List<PeerAddress> addresses) {
    public Source {
        addresses = List.copyOf(addresses);
    }
}
