package dev.fileswarm.tracker.event;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.RunningTracker;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.embedded.StoreProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two trackers on one store, one of which is killed again and again, and clients that change between them all the time, each
 * going on after the last event that it has.
 */
@Tag("long")
class RestlessClientsTest {
    private static final int CLIENTS = 12;
    private static final int KILLS = 6;
    private static final int MESSAGES_A_ROUND = 8;
    private static final long SEED = 20261120;

    @TempDir
    Path folder;

    private StoreProcess store;
    private RunningTracker steady;
    private volatile RunningTracker killed;
    private volatile boolean isOver;

    @Test
    @Timeout(900)
    void every_client_hears_every_event_across_reconnects_and_a_tracker_that_is_killed() throws Exception {
        try (StoreProcess opened = StoreProcess.start(folder.resolve("store"))) {
            store = opened;
            steady = tracker("steady");
            killed = tracker("killed");
            try {
                restless();
            } finally {
                isOver = true;
                killed.close();
                steady.close();
            }
        }
    }

    private void restless() throws InterruptedException {
        TestPeer speaker = TestPeer.registered(steady.api(), "speaker");
        List<Restless> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Restless(TestPeer.registered(steady.api(), "p" + i), i))
                .toList();
        Set<String> said = new TreeSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            clients.forEach(client -> threads.submit(client::listen));
            Await.until("everybody listening", () -> clients.stream().allMatch(client -> client.openings.get() > 0));
            for (int round = 0; round <= KILLS; round++) {
                for (int i = 0; i < MESSAGES_A_ROUND; i++) {
                    String text = "round %d message %d".formatted(round, i);
                    for (Restless client : clients)
                        steady.api()
                                .as(speaker.token())
                                .post("/api/v1/messages", body("to", client.peer.name(), "text", text))
                                .is(201);
                    said.add(text);
                }
                said.add(TestPeer.registered(steady.api(), "newcomer" + round).name());
                if (round == KILLS) break;
                killed.kill();
                killed = tracker("killed");
            }
            for (Restless client : clients) Await.until(client.missing(said), () -> client.heard.containsAll(said));
            isOver = true;
        }
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.resyncs)
                    .as("seed %d, client %s", SEED, client.peer.name())
                    .isEmpty();
            assertThat(client.openings.get()).isGreaterThan(KILLS);
        });
        System.out.printf(
                "%d clients heard %d events each over %d streams and %d kills%n",
                CLIENTS,
                said.size(),
                clients.stream().mapToInt(client -> client.openings.get()).sum(),
                KILLS);
    }

    private RunningTracker tracker(String name) {
        return RunningTracker.start(
                folder.resolve(name),
                "--mongodb",
                store.connectionString() + "/fileswarm?serverSelectionTimeoutMS=5000",
                "--limits",
                "messages-per-sender=1000000,sign-ins-per-address=100000,requests-per-address=10000000");
    }

    /** A client that goes to the other tracker after a few events or moments, and wherever one is when its own is dead. */
    private final class Restless {
        private final TestPeer peer;
        private final Random random;
        private final Set<String> heard = new ConcurrentSkipListSet<>();
        private final List<String> resyncs = new ArrayList<>();
        private final AtomicInteger openings = new AtomicInteger();

        private Restless(TestPeer peer, int number) {
            this.peer = peer;
            this.random = new Random(SEED + number);
        }

        private String missing(Set<String> said) {
            return peer.name() + " hearing of "
                    + said.stream().filter(text -> !heard.contains(text)).collect(Collectors.joining(", "));
        }

        private void listen() {
            String lastId = null;
            while (!isOver) {
                RunningTracker at = random.nextBoolean() ? steady : killed;
                try (EventClient stream = EventClient.open(at.url(), peer.token(), "", lastId)) {
                    openings.incrementAndGet();
                    int enough = 1 + random.nextInt(20);
                    long endNanos = System.nanoTime() + 50_000_000L * (1 + random.nextInt(30));
                    Await.until(
                            "enough of it",
                            () -> isOver
                                    || stream.hasEnded()
                                    || stream.events().size() > enough
                                    || System.nanoTime() > endNanos);
                    lastId = take(stream, lastId);
                } catch (RuntimeException | AssertionError e) {
                    // That tracker is dead, or just starting: the next one may not be.
                }
            }
        }

        /** @return the id to go on after: that of the last event taken, so that what comes later is told again */
        private String take(EventClient stream, String before) {
            String last = before;
            for (EventClient.Event event : List.copyOf(stream.events())) {
                if (event.id() != null) last = event.id();
                switch (event.name()) {
                    case "message" -> heard.add(event.text("text"));
                    case "peer-online" -> heard.add(event.text("name"));
                    case "resync" -> resyncs.add(event.text("reason"));
                    default -> {}
                }
            }
            return last;
        }
    }
}
