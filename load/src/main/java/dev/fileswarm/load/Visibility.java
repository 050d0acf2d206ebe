package dev.fileswarm.load;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at a sample of updates whether the other tracker shows them: announces, and as soon as that is acknowledged asks
 * there who holds it, until the very map is told.
 */
final class Visibility {
    /** How long an acknowledged update may stay unseen. */
    private static final long MAX_NANOS = 2_000_000_000L;

    private static final int ALL_HOLDERS = 1_000;

    private final Cast cast;
    private final Target target;
    private final Results results;

    Visibility(Cast cast, Target target, Results results) {
        this.cast = cast;
        this.target = target;
        this.results = results;
    }

    /** About every so often until then; for a thread of its own. */
    void run(long everyNanos, long endNanos) {
        try (Connections connections = new Connections(target)) {
            while (System.nanoTime() < endNanos) {
                Player player = cast.watched();
                if (player.holdsAny()) look(player, connections);
                LockSupport.parkNanos(everyNanos);
            }
        }
    }

    private void look(Player player, Connections connections) {
        int content = player.someContent();
        String announcement = player.announcement(content);
        String map = Requests.field(announcement, "map");
        byte[] request = Requests.post("/api/v1/announcements", player.token(), announcement);
        if (!Attempt.make(Operation.ANNOUNCE_ONE, connections.of(player), request, System.nanoTime(), results)) return;
        long acknowledged = System.nanoTime();
        Connection other = connections.elsewhere(player);
        try {
            do {
                int status = other.exchange(Requests.holders(player.token(), content, ALL_HOLDERS));
                if (status == 200 && shows(other.body(), player, map)) {
                    results.done(Operation.VISIBLE, System.nanoTime() - acknowledged);
                    return;
                }
            } while (System.nanoTime() - acknowledged < MAX_NANOS);
            results.failed(Operation.VISIBLE, "not to be read at the other tracker within 2 s: " + player.name);
        } catch (IOException e) {
            results.failed(Operation.VISIBLE, e.toString());
        }
    }

    private static boolean shows(String holders, Player player, String map) {
        int name = holders.indexOf("\"name\":\"" + player.name + "\"");
        int end = name < 0 ? -1 : holders.indexOf("\"map\":\"", name);
        return end >= 0 && holders.startsWith(map, end + 7);
    }
}
