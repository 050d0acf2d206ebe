package dev.fileswarm.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A process that plays some of the peers. Does what the lines of its input say, one after another, and answers each with
 * results.
 *
 * <pre>
 *   peers COUNT CLIENTS              as many register as are missing
 *   contents COUNT CLIENTS           as many come into being as are missing
 *   streams COUNT                    opens streams of events, beside what else there is
 *   closed WHAT CLIENTS SECONDS      WHAT: mix, or an operation
 *   open PER_SECOND SECONDS          the mix
 *   bittorrent KEEP CLIENTS SECONDS  announces to the first tracker, which is one of another make
 * </pre>
 */
final class Worker {
    private static final long LOOK_EVERY_NANOS = 100_000_000L;

    private final Target target;
    private final Cast cast;
    private final EventStreams streams = new EventStreams();

    Worker(Target target, Cast cast) {
        this.target = target;
        this.cast = cast;
    }

    /** @param arguments the trackers, the number of this worker, of how many, and what names begin with */
    static void main(String[] arguments) throws IOException, InterruptedException {
        Cast cast = new Cast(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
        new Worker(Target.of(arguments[0]), cast).run(System.out);
    }

    private void run(PrintStream out) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.print(doOne(line.split(" ")).text());
            out.flush();
        }
        streams.close();
    }

    private Results doOne(String[] what) throws IOException, InterruptedException {
        return switch (what[0]) {
            case "peers" ->
                new Arrival(cast, target).register(cast.growTo(Integer.parseInt(what[1])), Integer.parseInt(what[2]));
            case "contents" -> {
                int from = cast.contents();
                cast.contentsGrowTo(Integer.parseInt(what[1]));
                yield new Arrival(cast, target).fill(from, cast.contents(), Integer.parseInt(what[2]));
            }
            case "streams" -> {
                streams.hold(cast, target, Integer.parseInt(what[1]));
                yield new Results();
            }
            case "closed" -> closed(what[1], Integer.parseInt(what[2]), Double.parseDouble(what[3]));
            case "open" -> new OpenLoop(cast, target).run(Double.parseDouble(what[1]), Double.parseDouble(what[2]));
            case "bittorrent" ->
                bittorrent(Boolean.parseBoolean(what[1]), Integer.parseInt(what[2]), Double.parseDouble(what[3]));
            default -> throw new IllegalArgumentException("no such thing to do: " + what[0]);
        };
    }

    private Results closed(String what, int clients, double seconds) throws InterruptedException {
        Results seen = new Results();
        long endNanos = System.nanoTime() + (long) (seconds * 1e9);
        Thread looking =
                Thread.ofVirtual().start(() -> new Visibility(cast, target, seen).run(LOOK_EVERY_NANOS, endNanos));
        ClosedLoop loop = new ClosedLoop(cast, target);
        Results results = what.equals("mix")
                ? loop.run(clients, seconds, ClosedLoop::ofMix)
                : loop.run(clients, seconds, () -> Operation.valueOf(what));
        looking.join();
        results.add(seen);
        return results;
    }

    private Results bittorrent(boolean keepAlive, int clients, double seconds) throws InterruptedException {
        Results results = new Results();
        long endNanos = System.nanoTime() + (long) (seconds * 1e9);
        Workers.run(clients, ignored -> {
            try (Connection connection = new Connection(target.trackers().getFirst())) {
                while (System.nanoTime() < endNanos) {
                    byte[] request = Requests.bittorrent(10_000, keepAlive);
                    Attempt.make(Operation.OTHER, connection, request, System.nanoTime(), results);
                    if (!keepAlive) connection.hangUp();
                }
            }
        });
        return results;
    }
}
