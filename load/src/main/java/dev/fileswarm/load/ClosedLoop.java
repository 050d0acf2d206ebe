package dev.fileswarm.load;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** So many clients, each of which asks again as soon as it is answered: finds the top. */
final class ClosedLoop {
    private final Cast cast;
    private final Target target;
    private final Results results = new Results();

    ClosedLoop(Cast cast, Target target) {
        this.cast = cast;
        this.target = target;
    }

    /** @param operations gives what comes next, such as one of the mix */
    Results run(int clients, double seconds, Supplier<Operation> operations) throws InterruptedException {
        long endNanos = System.nanoTime() + (long) (seconds * 1e9);
        // A peer has one request under way at a time, so each is one client's.
        int count = Math.min(clients, cast.others().size());
        Workers.run(count, client -> loop(client, count, endNanos, operations));
        return results;
    }

    private void loop(int client, int clients, long endNanos, Supplier<Operation> operations) {
        List<Player> all = cast.others();
        // Clients of one tracker each, so that a connection is kept.
        int at = client;
        try (Connections connections = new Connections(target)) {
            while (System.nanoTime() < endNanos) {
                Player player = all.get(at);
                at += clients;
                if (at >= all.size()) at = client;
                Operation operation = operations.get();
                if (operation == Operation.ANNOUNCE && !player.holdsAny()) continue;
                byte[] request = cast.request(operation, player);
                Attempt.make(operation, connections.of(player), request, System.nanoTime(), results);
            }
        }
    }

    static Operation ofMix() {
        return Operation.ofMix(ThreadLocalRandom.current().nextInt(100));
    }
}
