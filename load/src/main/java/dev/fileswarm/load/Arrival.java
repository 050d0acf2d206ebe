package dev.fileswarm.load;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Peers register, and announce and offer what they hold, as many at once as clients. */
final class Arrival {
    private static final int FILL_AT_ONCE = 1_000;
    private static final int OFFER_AT_ONCE = 200;

    private final Cast cast;
    private final Target target;
    private final Results results = new Results();

    Arrival(Cast cast, Target target) {
        this.cast = cast;
        this.target = target;
    }

    Results register(List<Player> players, int clients) throws InterruptedException {
        forEach(players, clients, this::register);
        return results;
    }

    private void register(Player player, Connection connection) {
        long start = System.nanoTime();
        try {
            String ask = "{\"purpose\":\"register\",\"name\":\"" + player.name + "\"}";
            require(connection.exchange(Requests.post("/api/v1/challenges", null, ask)), connection);
            String challenge = connection.body();
            String body =
                    player.registration(Requests.field(challenge, "nonce"), Requests.field(challenge, "trackerId"));
            require(connection.exchange(Requests.post("/api/v1/peers", null, body)), connection);
            player.signedIn(Requests.field(connection.body(), "token"));
            results.done(Operation.REGISTER, System.nanoTime() - start);
        } catch (IOException | GeneralSecurityException e) {
            results.failed(Operation.REGISTER, e.getMessage());
        }
    }

    /** The contents from one number up to another come into being: each is held by ten and offered by one of them. */
    Results fill(int fromContent, int toContent, int clients) throws InterruptedException {
        List<List<Integer>> held = new ArrayList<>();
        List<List<Integer>> offered = new ArrayList<>();
        for (int i = 0; i < cast.own().size(); i++) {
            held.add(new ArrayList<>());
            offered.add(new ArrayList<>());
        }
        for (int content = fromContent; content < toContent; content++)
            for (int i = 0; i < Contents.HOLDERS_EACH; i++) {
                int holder = Contents.holder(content, i, cast.peers());
                if (!cast.owns(holder)) continue;
                held.get(cast.placeOf(holder)).add(content);
                if (i == 0) offered.get(cast.placeOf(holder)).add(content);
            }
        forEach(cast.own(), clients, (player, connection) -> {
            hold(player, connection, held.get(cast.placeOf(player.number)));
            offer(player, connection, offered.get(cast.placeOf(player.number)));
        });
        return results;
    }

    private void hold(Player player, Connection connection, List<Integer> contents) {
        for (List<Integer> some : parts(contents, FILL_AT_ONCE)) {
            int[] numbers = some.stream().mapToInt(number -> number).toArray();
            byte[] request = Requests.post("/api/v1/announcements", player.token(), player.announcement(numbers));
            if (Attempt.make(Operation.FILL, connection, request, System.nanoTime(), results)) player.holds(numbers);
        }
    }

    private void offer(Player player, Connection connection, List<Integer> contents) {
        for (List<Integer> some : parts(contents, OFFER_AT_ONCE)) {
            StringBuilder body = new StringBuilder("{\"offers\":[");
            for (int number : some)
                body.append(body.charAt(body.length() - 1) == '[' ? "" : ",")
                        .append("{\"content\":\"")
                        .append(Contents.id(number))
                        .append("\",\"name\":\"")
                        .append(Contents.name(number))
                        .append("\"}");
            byte[] request = Requests.post(
                    "/api/v1/offers", player.token(), body.append("]}").toString());
            Attempt.make(Operation.OFFER, connection, request, System.nanoTime(), results);
        }
    }

    private interface Task {
        void run(Player player, Connection connection);
    }

    private void forEach(List<Player> players, int clients, Task task) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Workers.run(Math.min(clients, players.size()), ignored -> {
            try (Connections connections = new Connections(target)) {
                for (int i = next.getAndIncrement(); i < players.size(); i = next.getAndIncrement())
                    task.run(players.get(i), connections.of(players.get(i)));
            }
        });
    }

    private static List<List<Integer>> parts(List<Integer> all, int size) {
        List<List<Integer>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size)
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        return parts;
    }

    private static void require(int status, Connection connection) throws IOException {
        if (status / 100 != 2) throw new IOException(status + " " + connection.body());
    }
}
