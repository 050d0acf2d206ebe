package dev.fileswarm.tracker.event;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Inboxes;
import dev.fileswarm.tracker.RunningTracker;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.embedded.StoreProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trackers as real processes that are killed with {@code kill -9}. */
class KilledTrackerTest {
    private static final int SENDERS = 4;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void two_trackers_on_one_store_tell_everybody_everything_though_one_of_them_is_killed() throws Exception {
        try (StoreProcess store = StoreProcess.start(folder.resolve("store"));
                ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RunningTracker> first = starting.submit(() -> tracker("one", store));
            Future<RunningTracker> second = starting.submit(() -> tracker("two", store));
            try (RunningTracker one = first.get();
                    RunningTracker two = second.get()) {
                tellEverything(one, two);
            }
        }
    }

    private static void tellEverything(RunningTracker one, RunningTracker two) throws Exception {
        TestPeer ann = TestPeer.registered(one.api(), "ann");
        TestPeer ben = TestPeer.registered(two.api(), "ben");
        EventClient anns = EventClient.open(one.url(), ann.token());
        EventClient bens = EventClient.open(two.url(), ben.token());
        List<String> heard = new ArrayList<>();
        send(two.api(), ben, "ann", "before");
        send(one.api(), ann, "ben", "before");
        anns.await("message", event -> true);
        bens.await("message", event -> true);
        // Acknowledged by the tracker that is killed at once: whether it told anybody or not, it is in the inbox.
        send(one.api(), ann, "ben", "last words");
        one.kill();
        heard.addAll(texts(anns));
        TestPeer cid = TestPeer.registered(two.api(), "cid");
        send(two.api(), cid, "ann", "while away");
        EventClient again = EventClient.open(two.url(), ann.token(), "", anns.lastId());
        again.await("message", event -> "while away".equals(event.text("text")));
        again.await("peer-online", event -> "cid".equals(event.text("name")));
        assertThat(again.all("resync")).isEmpty();
        heard.addAll(texts(again));
        assertThat(heard.stream().distinct()).containsExactly("before", "while away");
        assertThat(Inboxes.texts(two.api().as(ben.token()))).containsExactly("before", "last words");
        assertThat(two.stop()).as("ends in time though streams are open").isTrue();
        again.awaitEnd("shutting-down");
        bens.awaitEnd("shutting-down");
        assertThat(texts(bens)).contains("before");
    }

    @Test
    @Timeout(300)
    void messages_that_were_acknowledged_survive_a_kill() throws Exception {
        killRepeatedly(11L, 1);
    }

    @Test
    @Tag("long")
    @Timeout(1_200)
    void messages_that_were_acknowledged_survive_twenty_kills() throws Exception {
        killRepeatedly(12L, 20);
    }

    private void killRepeatedly(long seed, int rounds) throws Exception {
        Random random = new Random(seed);
        Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();
        TestPeer ann = null;
        List<TestPeer> senders = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try (RunningTracker tracker = RunningTracker.start(folder)) {
                if (ann == null) {
                    ann = TestPeer.registered(tracker.api(), "ann");
                    for (int i = 0; i < SENDERS; i++) senders.add(TestPeer.registered(tracker.api(), "sender" + i));
                }
                sendUntilKilled(tracker, senders, 10 + random.nextInt(60), round, acknowledged);
            }
            try (RunningTracker tracker = RunningTracker.start(folder)) {
                compare(
                        tracker.api().as(ann.token()),
                        senders,
                        acknowledged,
                        "seed %d, round %d".formatted(seed, round));
            }
        }
    }

    private static void sendUntilKilled(
            RunningTracker tracker,
            List<TestPeer> senders,
            int enough,
            int round,
            Map<String, List<String>> acknowledged)
            throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(enough);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (TestPeer sender : senders) {
                List<String> mine = acknowledged.computeIfAbsent(sender.name(), name -> new ArrayList<>());
                Api api = tracker.api().as(sender.token());
                threads.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        String text = sender.name() + " " + round + " " + i;
                        if (api.post("/api/v1/messages", body("to", "ann", "text", text))
                                        .status()
                                != 201) return;
                        mine.add(text);
                        sent.countDown();
                    }
                });
            }
            sent.await();
            tracker.kill();
        }
    }

    /** All that was acknowledged is there, once, in each sender's order; at most what was under way besides. */
    private static void compare(Api ann, List<TestPeer> senders, Map<String, List<String>> acknowledged, String place) {
        List<String> inbox = Inboxes.texts(ann);
        assertThat(inbox).as(place).doesNotHaveDuplicates();
        for (TestPeer sender : senders) {
            List<String> from = inbox.stream()
                    .filter(text -> text.startsWith(sender.name() + " "))
                    .toList();
            assertThat(from).as(place).containsSubsequence(acknowledged.get(sender.name()));
        }
        JsonNode items = ann.get("/api/v1/messages?limit=1000").is(200).json().path("items");
        List<String> ids =
                items.valueStream().map(item -> item.path("id").asString()).toList();
        ann.post("/api/v1/messages/acknowledgements", body("ids", ids)).is(200);
        acknowledged.values().forEach(List::clear);
    }

    private RunningTracker tracker(String name, StoreProcess store) {
        return RunningTracker.start(
                folder.resolve(name),
                "--mongodb",
                store.connectionString() + "/fileswarm?serverSelectionTimeoutMS=5000");
    }

    private static void send(Api through, TestPeer from, String to, String text) {
        through.as(from.token())
                .post("/api/v1/messages", body("to", to, "text", text))
                .is(201);
    }

    private static List<String> texts(EventClient client) {
        return client.all("message").stream().map(event -> event.text("text")).toList();
    }
}
