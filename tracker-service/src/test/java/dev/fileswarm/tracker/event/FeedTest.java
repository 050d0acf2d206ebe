package dev.fileswarm.tracker.event;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two trackers on one store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedTest {
    private static final Map<String, Object> SETTINGS = Map.of("fileswarm.events.heartbeat", "200ms");
    private TestTracker here;
    private TestTracker there;

    private final List<EventClient> clients = new ArrayList<>();
    private TestPeer ann;
    private TestPeer ben;
    private TestPeer cid;

    TestTracker tracker(Map<String, Object> settings) {
        return TestTracker.start(settings);
    }

    @BeforeAll
    void start() {
        here = tracker(SETTINGS);
        there = here.another(SETTINGS);
    }

    @AfterAll
    void stop() {
        there.close();
        here.close();
    }

    @BeforeEach
    void register() {
        ann = TestPeer.registered(here.api(), TestPeer.freshName("ann"));
        ben = TestPeer.registered(there.api(), TestPeer.freshName("ben"));
        cid = TestPeer.unregistered(there.api(), TestPeer.freshName("cid"));
    }

    @AfterEach
    void close() {
        clients.forEach(EventClient::close);
        clients.clear();
    }

    @Test
    void what_happens_at_one_tracker_is_told_by_the_other_and_a_client_goes_on_at_either() {
        EventClient anns = open(here, ann, "", null);
        EventClient bens = open(there, ben, "", null);
        send(there, ben, ann, "0");
        send(here, ann, ben, "0");
        anns.await("message", event -> "0".equals(event.text("text")));
        bens.await("message", event -> "0".equals(event.text("text")));
        List<String> heard = new ArrayList<>(texts(anns));
        for (int round = 1; round <= 4; round++) {
            String last = anns.lastId();
            anns.close();
            // Through both trackers while she is away, and once more when she is back, at the other tracker.
            send(here, ben, ann, round + " here");
            send(there, ben, ann, round + " there");
            anns = open(round % 2 == 0 ? here : there, ann, "", last);
            send(here, ben, ann, round + " again");
            String awaited = round + " again";
            anns.await("message", event -> awaited.equals(event.text("text")));
            assertThat(anns.all("resync")).isEmpty();
            heard.addAll(texts(anns));
        }
        // At least once: what came just before she left may come again, under the same id.
        assertThat(heard.stream().distinct())
                .containsExactly(
                        "0", "1 here", "1 there", "1 again", "2 here", "2 there", "2 again", "3 here", "3 there",
                        "3 again", "4 here", "4 there", "4 again");
    }

    @Test
    void presence_offers_introductions_and_ended_sessions_cross_the_trackers() {
        EventClient anns = open(here, ann, "", null);
        cid.register(42_000, 0).is(201);
        anns.await("peer-online", event -> cid.name().equals(event.text("name")));
        String content = TestContents.fresh(9);
        cid.api()
                .post("/api/v1/offers", body("offers", List.of(body("content", content, "name", "c.txt"))))
                .is(200);
        anns.await(
                "offers",
                event -> event.data().at("/added/0/content").asString("").equals(content));
        cid.api().post("/api/v1/introductions", body("to", ann.name())).is(201);
        anns.await(
                "introduction",
                event -> event.data().at("/from/name").asString().equals(cid.name()));
        cid.api().put("/api/v1/blocks/" + ann.name()).is(201);
        anns.await("peer-offline", event -> cid.name().equals(event.text("name")));
        there.api().as(ann.token()).delete("/api/v1/sessions/current").is(204);
        anns.awaitEnd("signed-out");
    }

    @Test
    void a_quiet_stream_shows_that_it_is_alive_and_keeps_its_cursor_good() {
        EventClient anns = open(here, ann, "?topics=introductions", null);
        Await.until("heartbeats", anns::hasHeartbeats);
        String before = anns.lastId();
        send(here, ben, ann, "not for this stream");
        anns.await("cursor", event -> !event.id().equals(before));
        assertThat(anns.all("message")).isEmpty();
    }

    @Test
    void many_changes_at_both_trackers_leave_a_client_with_the_table_that_is_true() {
        EventClient anns = open(here, ann, "?topics=presence", null);
        List<TestPeer> peers = IntStream.range(0, 4)
                .mapToObj(i -> TestPeer.registered((i % 2 == 0 ? here : there).api(), TestPeer.freshName("p" + i)))
                .toList();
        for (int i = 0; i < 24; i++) {
            TestPeer peer = peers.get(i % 4);
            Api api = (i % 3 == 0 ? here : there).api();
            api.as(peer.token()).delete("/api/v1/sessions/current").is(204);
            if (i < 22) peer.signIn(0, 0).is(201);
        }
        for (int i = 0; i < 4; i++) {
            String name = peers.get(i).name();
            String wanted = i < 2 ? "peer-online" : "peer-offline";
            Await.until(
                    name + " " + wanted,
                    () -> anns.events().stream()
                            .filter(one -> name.equals(one.text("name")))
                            .reduce((first, second) -> second)
                            .filter(last -> last.name().equals(wanted))
                            .isPresent());
        }
    }

    private EventClient open(TestTracker tracker, TestPeer peer, String query, String lastId) {
        EventClient client = EventClient.open(tracker.url(), peer.token(), query, lastId);
        clients.add(client);
        return client;
    }

    private static void send(TestTracker through, TestPeer from, TestPeer to, String text) {
        through.api()
                .as(from.token())
                .post("/api/v1/messages", body("to", to.name(), "text", text))
                .is(201);
    }

    private static List<String> texts(EventClient client) {
        return client.all("message").stream().map(event -> event.text("text")).toList();
    }
}
