package dev.fileswarm.load;

import java.util.HashMap;
import java.util.Map;

/** A connection to each tracker, for one thread. */
final class Connections implements AutoCloseable {
    private final Target target;
    private final Map<Integer, Connection> open = new HashMap<>();

    Connections(Target target) {
        this.target = target;
    }

    Connection of(Player player) {
        return open.computeIfAbsent(player.number % target.trackers().size(), ignored -> target.connect(player));
    }

    Connection elsewhere(Player player) {
        return open.computeIfAbsent(
                (player.number + 1) % target.trackers().size(), ignored -> target.connectElsewhere(player));
    }

    @Override
    public void close() {
        open.values().forEach(Connection::close);
    }
}
