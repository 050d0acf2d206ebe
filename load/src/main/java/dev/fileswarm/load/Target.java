package dev.fileswarm.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** The trackers that are measured; each peer keeps to one of them. */
record Target(List<InetSocketAddress> trackers) {
    static Target of(String urls) {
        return new Target(java.util.Arrays.stream(urls.split(","))
                .map(URI::create)
                .map(url -> new InetSocketAddress(url.getHost(), url.getPort()))
                .toList());
    }

    Connection connect(Player player) {
        return new Connection(trackers.get(player.number % trackers.size()));
    }

    /** To another tracker than the peer's own, where there is one. */
    Connection connectElsewhere(Player player) {
        return new Connection(trackers.get((player.number + 1) % trackers.size()));
    }
}
