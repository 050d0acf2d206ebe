package dev.fileswarm.tracker.event;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.GivenStore;
import dev.fileswarm.tracker.Inboxes;
import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.Relay;
import dev.fileswarm.tracker.RunningTracker;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three trackers as processes of their own, on one store, behind a balancer. */
@OnGivenStore
class ManyTrackersOnGivenStoreTest {
    private static final long SEED = Long.getLong("kill.seed", 20_261_120);
    private static final int KILLS = Integer.getInteger("kill.rounds", 2);
    private static final int WRITERS = 3;
    private static final int MOST_ROUNDS_BEFORE_A_KILL = 12;
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    private final List<RunningTracker> trackers = new ArrayList<>();
    private GivenStore store;
    private Relay toStore;
    private Relay balancer;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        store = GivenStore.fresh();
        toStore = Relay.to(List.of(store.address()));
        try (ExecutorService starting = Executors.newCachedThreadPool()) {
            List<Future<RunningTracker>> started = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String name = "tracker-" + i;
                started.add(starting.submit(() -> tracker(name)));
            }
            for (Future<RunningTracker> one : started) trackers.add(one.get());
        }
        balancer = Relay.to(
                trackers.stream().map(ManyTrackersOnGivenStoreTest::address).toList());
    }

    @AfterEach
    void stop() {
        trackers.forEach(RunningTracker::close);
        if (balancer != null) balancer.close();
        if (toStore != null) toStore.close();
        if (store != null) store.close();
    }

    @Test
    @Timeout(1_800)
    void a_peer_registers_at_one_announces_at_another_and_listens_at_a_third() {
        Api one = trackers.get(0).api();
        Api two = trackers.get(1).api();
        Api three = trackers.get(2).api();
        TestPeer ann = TestPeer.registered(one, "ann");
        TestPeer ben = TestPeer.registered(two, "ben");
        String content = TestContents.ofChunks(10);
        try (EventClient bens = EventClient.open(trackers.get(2).url(), ben.token())) {
            two.as(ann.token())
                    .post(
                            "/api/v1/announcements",
                            body(
                                    "epoch",
                                    1,
                                    "sequence",
                                    1,
                                    "announcements",
                                    List.of(body("content", content, "complete", true))))
                    .is(200);
            String holders = "/api/v1/contents/" + content + "/holders";
            assertThat(three.as(ben.token()).get(holders).is(200).at("/holders/0/name"))
                    .isEqualTo("ann");
            one.as(ann.token())
                    .post("/api/v1/messages", body("to", "ben", "text", "hello"))
                    .is(201);
            bens.await("message", event -> "hello".equals(event.text("text")));
            TestPeer.registered(one, "cid");
            bens.await("peer-online", event -> "cid".equals(event.text("name")));
            two.as(ann.token()).delete("/api/v1/sessions/current").is(204);
            one.as(ann.token()).get("/api/v1/messages").isProblem(401, "not-signed-in");
            bens.await("peer-offline", event -> "ann".equals(event.text("name")));
        }
    }

    @Test
    @Timeout(1_800)
    void kills_of_any_tracker_and_an_outage_of_the_store_lose_nothing_and_nobody_seems_to_leave() throws Exception {
        Random random = new Random(SEED);
        Api any = balanced();
        TestPeer ann = TestPeer.registered(any, "ann");
        Set<String> strange = ConcurrentHashMap.newKeySet();
        List<ClusterWriter> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) writers.add(new ClusterWriter(any, "writer-" + i, "ann", strange));
        AtomicReference<CountDownLatch> rounds = new AtomicReference<>(new CountDownLatch(0));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Listener listener = Listener.start(ann, balancer)) {
            List<Future<?>> writing = new ArrayList<>();
            for (ClusterWriter writer : writers)
                writing.add(threads.submit(() -> writer.write(() -> rounds.get().countDown())));
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    await(rounds, 1 + random.nextInt(MOST_ROUNDS_BEFORE_A_KILL));
                    killAndStartAgain(random.nextInt(trackers.size()));
                }
                await(rounds, WRITERS);
                takeTheStoreAway(any, ann);
                await(rounds, 2 * WRITERS);
            } finally {
                writers.forEach(ClusterWriter::end);
            }
            for (Future<?> one : writing) one.get();
            String place = "seed " + SEED;
            assertThat(strange).as(place).isEmpty();
            List<String> inbox = Inboxes.texts(any.as(ann.token()));
            writers.forEach(writer -> writer.compare(inbox, any, place));
            listener.awaitMessages(inbox);
            assertThat(listener.left())
                    .as("%s: who seemed to leave", place)
                    .noneMatch(name -> name.startsWith("writer-"));
        }
    }

    private void killAndStartAgain(int victim) {
        RunningTracker old = trackers.get(victim);
        old.kill();
        RunningTracker next = tracker("tracker-" + victim);
        trackers.set(victim, next);
        balancer.replace(address(old), address(next));
    }

    /** As long as it is away, whoever needs it is told so, and when to come again. */
    private void takeTheStoreAway(Api any, TestPeer ann) {
        toStore.cut();
        long end = System.nanoTime() + OUTAGE.toNanos();
        int told = 0;
        while (System.nanoTime() < end) {
            Api.Answer answer = any.as(ann.token()).get("/api/v1/messages").isProblem(503, "store-unavailable");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            told++;
        }
        toStore.mend();
        assertThat(told).isPositive();
        Await.until(
                "the store is back",
                () -> any.as(ann.token()).get("/api/v1/messages").status() == 200);
    }

    private static void await(AtomicReference<CountDownLatch> rounds, int count) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(count);
        rounds.set(latch);
        assertThat(latch.await(2, TimeUnit.MINUTES))
                .as("%d rounds of writes", count)
                .isTrue();
    }

    private RunningTracker tracker(String name) {
        return RunningTracker.start(
                folder.resolve(name),
                "--mongodb",
                store.uriAt("127.0.0.1:" + toStore.port()),
                "--limits",
                "sign-ins-per-address=1000000,messages-per-sender=1000000,requests-per-address=1000000,"
                        + "body-bytes-per-address=1000000000");
    }

    private Api balanced() {
        return new Api(URI.create("http://127.0.0.1:" + balancer.port()));
    }

    private static InetSocketAddress address(RunningTracker tracker) {
        return new InetSocketAddress(tracker.url().getHost(), tracker.url().getPort());
    }
}
