package dev.fileswarm.tracker.message;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Inboxes;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What needs a tracker of its own: everybody online, and clocks that move. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleTimesTest {
    private TestTracker tracker;
    private TestPeer ann;
    private TestPeer ben;
    private TestPeer cid;

    TestTracker tracker(Map<String, Object> settings) {
        return TestTracker.start(settings);
    }

    @BeforeAll
    void start() {
        tracker = tracker(Map.of());
    }

    @AfterAll
    void stop() {
        tracker.close();
    }

    @BeforeEach
    void register() {
        ann = TestPeer.registered(tracker.api(), "ann");
        ben = TestPeer.registered(tracker.api(), "ben");
        cid = TestPeer.registered(tracker.api(), "cid");
    }

    @AfterEach
    void deregister() {
        Api operator = tracker.api().as(tracker.operatorToken());
        for (String name : List.of("ann", "ben", "cid", "dan", "eve"))
            assertThat(operator.delete("/api/v1/peers/" + name).status()).isIn(204, 404);
    }

    @Test
    void a_broadcast_reaches_everybody_online_but_the_sender_and_says_how_many_it_was_withheld_from() {
        TestPeer dan = TestPeer.registered(tracker.api(), "dan");
        dan.api().delete("/api/v1/sessions/current").is(204);
        ben.api().put("/api/v1/blocks/ann").is(201);
        InboxFiller.fill(tracker, "cid", 1_000);
        TestPeer eve = TestPeer.registered(tracker.api(), "eve");
        Map<String, Object> broadcast = body("text", "hello all", "id", "b-1");
        Api.Answer sent = ann.api().post("/api/v1/broadcasts", broadcast).is(201);
        assertThat(sent.json().path("recipients").asInt()).isOne();
        assertThat(sent.json().path("withheld").asInt()).isOne();
        assertThat(sent.json().path("inboxesFull").asInt()).isOne();
        assertThat(ann.api().post("/api/v1/broadcasts", broadcast).is(200).json())
                .isEqualTo(sent.json());
        JsonNode got = eve.api().get("/api/v1/messages").is(200).json().path("items");
        assertThat(got.size()).isOne();
        assertThat(got.get(0).path("broadcast").asBoolean()).isTrue();
        assertThat(got.get(0).path("from").asString()).isEqualTo("ann");
        assertThat(Inboxes.texts(ann.api())).isEmpty();
        assertThat(Inboxes.texts(ben.api())).isEmpty();
        dan.signIn(0, 0).is(201);
        assertThat(Inboxes.texts(dan.api())).isEmpty();
    }

    @Test
    void messages_of_one_sender_come_in_the_order_of_sending_whatever_the_clocks_of_the_trackers_say() {
        try (TestTracker other = tracker.another(Map.of())) {
            tracker.clock().advance(Duration.ofMillis(1_500));
            Api there = other.api().as(ben.token());
            for (int i = 0; i < 10; i++)
                (i % 2 == 0 ? ben.api() : there)
                        .post("/api/v1/messages", body("to", "ann", "text", "number " + i))
                        .is(201);
        }
        assertThat(Inboxes.texts(ann.api()))
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "number " + i).toList());
    }

    @Test
    void what_is_remembered_of_senders_is_forgotten_after_a_day() {
        Map<String, Object> message = body("to", "ann", "text", "hello", "id", "m-1");
        ben.api().post("/api/v1/messages", message).is(201);
        tracker.bean(MessageCleanup.class).sweep();
        ben.api().post("/api/v1/messages", message).is(200);
        tracker.clock().advance(Duration.ofHours(25));
        tracker.bean(MessageCleanup.class).sweep();
        ben.signIn(0, 0).is(201);
        ben.api().post("/api/v1/messages", message).is(201);
        ann.signIn(0, 0).is(201);
        assertThat(Inboxes.texts(ann.api())).containsExactly("hello", "hello");
    }

    @Test
    void when_a_blocker_was_last_seen_stands_still_for_the_blocked_one() {
        String since = ann.api().put("/api/v1/blocks/ben").is(201).text("since");
        tracker.clock()
                .advance(Duration.ofSeconds(20)); // of a lease of thirty, so that the heartbeat is written at once
        ann.api().post("/api/v1/peers/ann/heartbeat", Map.of()).is(200);
        assertThat(ben.api().get("/api/v1/peers/ann").text("lastSeenAt")).isEqualTo(since);
        assertThat(cid.api().get("/api/v1/peers/ann").text("lastSeenAt")).isNotEqualTo(since);
        assertThat(names(ben, "since=15")).doesNotContain("ann");
        assertThat(names(ben, "since=PT1H")).contains("ann");
        assertThat(names(cid, "since=15")).contains("ann");
    }

    private static List<String> names(TestPeer reader, String filter) {
        return reader.api()
                .get("/api/v1/peers?" + filter)
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("name").asString())
                .toList();
    }
}
