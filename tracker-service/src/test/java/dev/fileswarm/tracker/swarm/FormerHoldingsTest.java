package dev.fileswarm.tracker.swarm;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.util.Date;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** A store on which trackers from before and of today are, one after the other or both at once. */
class FormerHoldingsTest {
    @Test
    void a_peer_that_only_an_older_tracker_heard_is_told_that_nothing_is_stored_and_so_announces_again() {
        try (TestTracker tracker = TestTracker.start(Map.of())) {
            TestPeer ann = TestPeer.registered(tracker.api(), "ann");
            String content = TestContents.ofChunks(3);
            MongoOperations mongo = tracker.bean(MongoOperations.class);
            Document announced = new Document("$set", new Document("epoch", 7L).append("sequence", 3L));
            mongo.getCollection("peers").updateOne(new Document("_id", "ann"), announced);
            formerHolding(mongo, tracker, content);

            JsonNode heartbeat = ann.api()
                    .post("/api/v1/peers/ann/heartbeat", body())
                    .is(200)
                    .json();
            assertThat(heartbeat.path("epoch").asLong()).isZero();
            assertThat(heartbeat.path("sequence").asLong()).isZero();
            tracker.api().get("/api/v1/contents/" + content + "/holders").is(404);

            SwarmTest.announce(ann, SwarmTest.full(7, 4, SwarmTest.complete(content)))
                    .is(200);
            assertThat(SwarmTest.names(tracker.api()
                            .get("/api/v1/contents/" + content + "/holders")
                            .is(200)
                            .json()))
                    .containsExactly("ann");
        }
    }

    @Test
    void what_older_trackers_stored_goes_when_none_has_written_for_a_day() {
        try (TestTracker tracker = TestTracker.start(Map.of())) {
            MongoOperations mongo = tracker.bean(MongoOperations.class);
            FormerHoldings former = tracker.bean(FormerHoldings.class);
            formerHolding(mongo, tracker, TestContents.ofChunks(3));
            tracker.clock().advance(FormerHoldings.KEPT.minusSeconds(10));
            former.removeUnused();
            assertThat(mongo.collectionExists(FormerHoldings.COLLECTION)).isTrue();
            tracker.clock().advance(FormerHoldings.KEPT);
            former.removeUnused();
            assertThat(mongo.collectionExists(FormerHoldings.COLLECTION)).isFalse();
        }
    }

    private static void formerHolding(MongoOperations mongo, TestTracker tracker, String content) {
        mongo.getCollection(FormerHoldings.COLLECTION)
                .insertOne(new Document("_id", content + "/ann")
                        .append("content", content)
                        .append("member", "ann@1790000000000")
                        .append("peer", "ann")
                        .append("gone", false)
                        .append("lot", 0.5)
                        .append("announcedAt", Date.from(tracker.clock().instant())));
    }
}
