package dev.fileswarm.tracker.store;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * Has a tracker do all that it can do, and then the engine explain each query that was seen, on collections that are large
 * enough for an index to matter.
 */
@OnGivenStore
class QueriesOnGivenStoreTest {
    /** Want all that there is, or are asked so seldom that writing an index all the time would cost more. */
    private static final Set<String> LOOK_THROUGH_ALL = Set.of(
            "find peers: filter {key: binary}",
            "find senders: filter {last: {$lt: int64}}",
            "find feedWriters: filter {}",
            "find blocks: filter {}",
            "find announced: filter {}",
            "find messages: filter {}",
            "find offers: filter {}");

    private static final SeenQueries SEEN = new SeenQueries();

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        @Bean
        MongoClientSettingsBuilderCustomizer listening() {
            return settings -> settings.addCommandListener(SEEN);
        }
    }

    @Test
    void every_query_goes_through_an_index() {
        try (TestTracker tracker = TestTracker.startOnGivenStore(Map.of(), Listening.class)) {
            doEverything(tracker);
            String uri = tracker.property("spring.mongodb.uri");
            tracker.stop();
            try (MongoClient client = MongoClients.create(uri)) {
                MongoDatabase database = client.getDatabase(new ConnectionString(uri).getDatabase());
                assertThat(CopiedDocuments.fill(database)).as("nothing to copy").isSubsetOf("feedWriters");
                Map<String, String> findings = new TreeMap<>();
                SEEN.all().forEach(query -> explain(database, query, findings));
                assertThat(findings.keySet()).as("%s", findings).isEqualTo(LOOK_THROUGH_ALL);
            }
        }
    }

    private static void explain(MongoDatabase database, BsonDocument query, Map<String, String> findings) {
        Plan plan = Plan.of(database.runCommand(new BsonDocument("explain", query), BsonDocument.class));
        if (!plan.isIndexed()) findings.put(SeenQueries.shape(query), plan.toString());
    }

    private static void doEverything(TestTracker tracker) {
        Api strangers = tracker.api();
        Api operator = strangers.as(tracker.operatorToken());
        TestPeer ann = TestPeer.registered(strangers, "ann");
        TestPeer ben = TestPeer.registered(strangers, "ben");
        TestPeer cid = TestPeer.registered(strangers, "cid");
        strangers.post("/api/v1/peers", body("name", "dora")).is(201);
        String content = TestContents.ofChunks(10);
        for (TestPeer peer : List.of(ann, ben, cid)) {
            share(peer, content);
            share(peer, content);
        }
        talk(ann, ben);
        read(ann, content);
        read(operator, content);
        operator.put("/api/v1/bans/cid").is(204);
        operator.put("/api/v1/bans/dora").is(204);
        operator.get("/api/v1/bans").is(200);
        operator.get("/api/v1/bans?limit=1&after="
                        + operator.get("/api/v1/bans?limit=1").text("next"))
                .is(200);
        operator.delete("/api/v1/bans/cid").is(204);
        sweep(tracker);
        leave(ann, ben, content);
        tracker.clock().advance(Duration.ofDays(2));
        sweep(tracker);
        TestPeer.registered(strangers, "eve");
        ben.signIn(42_000, 42_001).is(201);
        share(ben, content);
        talk(ben, TestPeer.registered(strangers, "fay"));
    }

    private static void share(TestPeer peer, String content) {
        peer.api()
                .post("/api/v1/offers", body("offers", List.of(body("name", "big file.iso", "content", content))))
                .is(200);
        for (boolean full : List.of(false, true))
            peer.api()
                    .post(
                            "/api/v1/announcements",
                            body(
                                    "epoch",
                                    System.currentTimeMillis(),
                                    "sequence",
                                    1,
                                    "full",
                                    full,
                                    "announcements",
                                    List.of(body("content", content, "complete", true))))
                    .is(200);
        peer.api().post("/api/v1/peers/" + peer.name() + "/heartbeat", null).is(200);
        peer.api()
                .patch("/api/v1/peers/" + peer.name(), body("tcpPort", 42_000, "udpPort", 42_001))
                .is(200);
    }

    private static void talk(TestPeer one, TestPeer other) {
        one.api()
                .post("/api/v1/messages", body("id", "m1", "to", other.name(), "text", "hello"))
                .is(201);
        one.api()
                .post("/api/v1/messages", body("id", "m1", "to", other.name(), "text", "hello"))
                .is(200);
        one.api().post("/api/v1/broadcasts", body("text", "hello")).is(201);
        one.api().post("/api/v1/introductions", body("peer", other.name()));
        other.api().put("/api/v1/blocks/" + one.name());
        other.api().put("/api/v1/blocks/" + one.name());
        other.api().get("/api/v1/blocks").is(200);
        other.api().get("/api/v1/blocks?limit=1").is(200);
        Api.Answer messages = other.api().get("/api/v1/messages?limit=1").is(200);
        other.api()
                .get("/api/v1/messages?limit=1&after=" + messages.text("next"))
                .is(200);
        other.api()
                .post(
                        "/api/v1/messages/acknowledgements",
                        body(
                                "ids",
                                List.of(messages.json()
                                        .path("items")
                                        .get(0)
                                        .path("id")
                                        .asString())))
                .is(200);
    }

    private static void read(TestPeer peer, String content) {
        read(peer.api(), content);
    }

    private static void read(Api api, String content) {
        for (String list : List.of(
                "/api/v1/peers?limit=1",
                "/api/v1/peers?limit=1&online=true",
                "/api/v1/peers?limit=1&online=false",
                "/api/v1/peers?limit=1&since=60",
                "/api/v1/peers?limit=1&online=true&since=60",
                "/api/v1/offers?limit=1",
                "/api/v1/offers?limit=1&online=true",
                "/api/v1/offers?limit=1&q=big",
                "/api/v1/offers?limit=1&q=big%20fi",
                "/api/v1/offers?limit=1&name=big%20file.iso",
                "/api/v1/offers?limit=1&owner=ann",
                "/api/v1/offers?limit=1&minSize=1",
                "/api/v1/offers?limit=1&maxSize=100",
                "/api/v1/offers?limit=1&owner=ann&q=big&minSize=1&maxSize=100",
                "/api/v1/contents?limit=1",
                "/api/v1/contents?limit=1&prefix=" + content.substring(0, 8))) {
            String next = api.get(list).is(200).text("next");
            if (next != null) api.get(list + "&after=" + next).is(200);
        }
        api.get("/api/v1/peers/ann").is(200);
        api.get("/api/v1/contents/" + content).is(200);
        api.get("/api/v1/contents/" + content + "/holders").is(200);
        api.get("/api/v1/contents/" + content + "/holders?chunks=1,2&limit=1").is(200);
    }

    private static void leave(TestPeer ann, TestPeer ben, String content) {
        ben.api().delete("/api/v1/blocks/ann").is(204);
        ben.api()
                .delete("/api/v1/offers?content=" + content + "&name=big%20file.iso")
                .is(204);
        ben.api().delete("/api/v1/sessions/current").is(204);
        ann.api().delete("/api/v1/peers/ann").is(204);
    }

    /** All that the tracker does by itself from time to time. */
    private static void sweep(TestTracker tracker) {
        tracker.bean(ScheduledTaskHolder.class)
                .getScheduledTasks()
                .forEach(task -> task.getTask().getRunnable().run());
    }
}
