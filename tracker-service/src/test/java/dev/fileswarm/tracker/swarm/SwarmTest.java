package dev.fileswarm.tracker.swarm;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.shared.ChunkMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Announcing what one holds, and finding holders, over the wire. */
class SwarmTest {
    TestTracker tracker() {
        return TestTracker.shared();
    }

    Api api() {
        return tracker().api();
    }

    TestPeer peer(String start) {
        return TestPeer.registered(api(), TestPeer.freshName(start));
    }

    static Map<String, Object> request(long epoch, long sequence, Map<?, ?>... announcements) {
        return body("epoch", epoch, "sequence", sequence, "announcements", List.of(announcements));
    }

    static Map<String, Object> full(long epoch, long sequence, Map<?, ?>... announcements) {
        Map<String, Object> request = request(epoch, sequence, announcements);
        request.put("full", true);
        return request;
    }

    static Api.Answer announce(TestPeer peer, Map<String, Object> request) {
        return peer.api().post("/api/v1/announcements", request);
    }

    static Map<String, Object> complete(String content) {
        return body("content", content, "complete", true);
    }

    static Map<String, Object> gone(String content) {
        return body("content", content, "gone", true);
    }

    static Map<String, Object> holds(String content, int chunkCount, int... chunks) {
        byte[] map = ChunkMap.empty(chunkCount).bytes();
        for (int chunk : chunks) map[chunk / 8] |= (byte) (0x80 >> chunk % 8);
        return body("content", content, "map", TestPeer.base64Url(map));
    }

    JsonNode holders(String content, String query) {
        return api().get("/api/v1/contents/" + content + "/holders" + query)
                .is(200)
                .json();
    }

    static List<String> names(JsonNode holders) {
        return holders.path("holders")
                .valueStream()
                .map(holder -> holder.path("name").asString())
                .toList();
    }

    @Test
    void holders_are_shown_with_what_they_hold() {
        TestPeer ann = peer("Ann");
        TestPeer bob = peer("bob");
        String content = TestContents.ofChunks(10);
        announce(ann, request(1, 1, complete(content))).is(200);
        announce(bob, request(1, 1, holds(content, 10, 0, 9))).is(200);
        JsonNode found = bob.api()
                .get("/api/v1/contents/" + content + "/holders")
                .is(200)
                .json();
        assertThat(found.path("content").asString()).isEqualTo(content);
        assertThat(found.path("chunks").asInt()).isEqualTo(10);
        assertThat(found.path("available").asBoolean()).isTrue();
        assertThat(names(found)).containsExactly(ann.name(), bob.name());
        JsonNode first = found.path("holders").get(0);
        assertThat(first.path("key").asString()).isEqualTo(ann.key());
        assertThat(first.path("complete").asBoolean()).isTrue();
        assertThat(first.path("held").asInt()).isEqualTo(10);
        assertThat(first.path("map").asString()).isEqualTo("_8A");
        assertThat(first.path("addresses").get(0).path("tcpPort").asInt()).isEqualTo(42_000);
        JsonNode second = found.path("holders").get(1);
        assertThat(second.path("complete").asBoolean()).isFalse();
        assertThat(second.path("held").asInt()).isEqualTo(2);
        assertThat(second.path("map").asString()).isEqualTo("gEA");
    }

    @Test
    void a_peer_that_listens_nowhere_is_no_holder() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(10);
        announce(ann, request(1, 1, complete(content))).is(200);
        ann.signIn(0, 0).is(201);
        assertThat(names(holders(content, ""))).isEmpty();
        ann.signIn(42_000, 0).is(201);
        assertThat(names(holders(content, ""))).containsExactly(ann.name());
    }

    @Test
    void strangers_see_holders_without_addresses_and_maps() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(10);
        announce(ann, request(1, 1, complete(content))).is(200);
        JsonNode one = holders(content, "").path("holders").get(0);
        assertThat(one.path("name").asString()).isEqualTo(ann.name());
        assertThat(one.path("held").asInt()).isEqualTo(10);
        assertThat(one.has("addresses")).isFalse();
        assertThat(one.has("map")).isFalse();
    }

    @Test
    void holders_of_given_chunks_are_found() {
        TestPeer ann = peer("ann");
        TestPeer bob = peer("bob");
        String content = TestContents.ofChunks(10);
        announce(ann, request(1, 1, holds(content, 10, 0, 1))).is(200);
        announce(bob, request(1, 1, holds(content, 10, 1, 2))).is(200);
        assertThat(names(holders(content, "?chunks=0"))).containsExactly(ann.name());
        assertThat(names(holders(content, "?chunks=1"))).containsExactly(ann.name(), bob.name());
        assertThat(names(holders(content, "?chunks=0,2"))).containsExactly(ann.name(), bob.name());
        assertThat(holders(content, "?chunks=0,2").path("available").asBoolean())
                .isTrue();
        assertThat(holders(content, "?chunks=0,3").path("available").asBoolean())
                .isFalse();
        assertThat(names(holders(content, "?chunks=0,3"))).containsExactly(ann.name());
        assertThat(names(holders(content, "?chunks=9"))).isEmpty();
        assertThat(holders(content, "?chunks=9").path("available").asBoolean()).isFalse();
        assertThat(holders(content, "").path("available").asBoolean()).isFalse();
    }

    @Test
    void questions_that_make_no_sense_are_refused() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(10);
        String path = "/api/v1/contents/" + content + "/holders";
        api().get(path).isProblem(404, "content-not-found");
        announce(ann, request(1, 1, complete(content))).is(200);
        api().get(path + "?chunks=10").isProblem(400, "no-such-chunk");
        api().get(path + "?chunks=-1").isProblem(400, "no-such-chunk");
        api().get(path + "?chunks=x").isProblem(400, "validation-failed");
        api().get(path + "?chunks=1,,2").isProblem(400, "validation-failed");
        api().get(path + "?chunks=99999999999").isProblem(400, "validation-failed");
        api().get(path + "?limit=0").isProblem(400, "validation-failed");
        api().get("/api/v1/contents/x/holders").isProblem(400, "bad-content-id");
    }

    @Test
    void a_file_that_nobody_holds_is_known_but_not_available() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(3);
        ann.api()
                .post("/api/v1/offers", body("offers", List.of(body("content", content, "name", "a"))))
                .is(200);
        assertThat(names(holders(content, ""))).isEmpty();
        assertThat(holders(content, "").path("available").asBoolean()).isFalse();
    }

    @Test
    void an_empty_file_has_holders_too() {
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-0";
        try (TestTracker own = TestTracker.start(Map.of())) {
            TestPeer ann = TestPeer.registered(own.api(), "ann");
            TestPeer bob = TestPeer.registered(own.api(), "bob");
            announce(ann, request(1, 1, complete(empty))).is(200);
            announce(bob, request(1, 1, body("content", empty, "map", ""))).is(200);
            JsonNode found = own.api()
                    .get("/api/v1/contents/" + empty + "/holders")
                    .is(200)
                    .json();
            assertThat(names(found)).containsExactly("ann", "bob");
            assertThat(found.path("available").asBoolean()).isTrue();
            own.api().get("/api/v1/contents/" + empty + "/holders?chunks=0").isProblem(400, "no-such-chunk");
            announce(bob, request(1, 2, gone(empty))).is(200);
            assertThat(own.api()
                            .get("/api/v1/contents/" + empty)
                            .json()
                            .path("completeHolders")
                            .asInt())
                    .isOne();
        }
    }

    @Test
    void an_announcement_is_a_heartbeat_and_tells_what_is_stored() {
        try (TestTracker own = TestTracker.start(Map.of())) {
            TestPeer ann = TestPeer.registered(own.api(), "ann");
            String content = TestContents.ofChunks(3);
            own.clock().advance(Duration.ofSeconds(31));
            assertThat(own.api().get("/api/v1/peers/ann").json().path("online").asBoolean())
                    .isFalse();
            JsonNode answer =
                    announce(ann, request(7, 3, complete(content))).is(200).json();
            assertThat(answer.path("epoch").asLong()).isEqualTo(7);
            assertThat(answer.path("sequence").asLong()).isEqualTo(3);
            assertThat(answer.path("waitingMessages").asLong()).isZero();
            assertThat(answer.path("leaseUntil").asString()).endsWith("Z");
            assertThat(own.api().get("/api/v1/peers/ann").json().path("online").asBoolean())
                    .isTrue();
            JsonNode heartbeat = ann.api()
                    .post("/api/v1/peers/ann/heartbeat", body())
                    .is(200)
                    .json();
            assertThat(heartbeat.path("epoch").asLong()).isEqualTo(7);
            assertThat(heartbeat.path("sequence").asLong()).isEqualTo(3);
            assertThat(announce(ann, request(7, 2))
                            .is(200)
                            .json()
                            .path("sequence")
                            .asLong())
                    .isEqualTo(3);
            assertThat(announce(ann, request(8, 1))
                            .is(200)
                            .json()
                            .path("sequence")
                            .asLong())
                    .isEqualTo(1);
        }
    }

    @Test
    void the_newest_announcement_stays_whatever_order_they_come_in() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(10);
        announce(ann, request(2, 5, holds(content, 10, 1, 2))).is(200);
        announce(ann, request(2, 4, holds(content, 10, 1))).is(200);
        announce(ann, request(1, 9, complete(content))).is(200);
        announce(ann, request(2, 5, holds(content, 10, 1, 2))).is(200);
        assertThat(held(content)).isEqualTo(2);
        announce(ann, request(2, 6, holds(content, 10, 1, 2, 3))).is(200);
        assertThat(held(content)).isEqualTo(3);
        announce(ann, request(3, 0, holds(content, 10, 9))).is(200);
        assertThat(held(content)).isOne();
    }

    private int held(String content) {
        return holders(content, "").path("holders").get(0).path("held").asInt();
    }

    @Test
    void what_is_gone_is_not_brought_back_by_an_announcement_that_was_overtaken() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(10);
        String never = TestContents.ofChunks(10);
        announce(ann, request(1, 1, complete(content))).is(200);
        announce(ann, request(1, 3, gone(content), gone(never))).is(200);
        announce(ann, request(1, 2, complete(content), complete(never))).is(200);
        api().get("/api/v1/contents/" + content + "/holders").isProblem(404, "content-not-found");
        api().get("/api/v1/contents/" + never + "/holders").isProblem(404, "content-not-found");
        assertThat(api().get("/api/v1/contents?prefix=" + never)
                        .json()
                        .path("items")
                        .size())
                .isZero();
        announce(ann, request(1, 4, complete(content))).is(200);
        assertThat(names(holders(content, ""))).containsExactly(ann.name());
        announce(ann, request(1, 5, holds(content, 10))).is(200);
        api().get("/api/v1/contents/" + content + "/holders").isProblem(404, "content-not-found");
    }

    @Test
    void a_full_announcement_makes_earlier_epochs_void_even_those_that_arrive_later() {
        TestPeer ann = peer("ann");
        String old = TestContents.ofChunks(10);
        String kept = TestContents.ofChunks(10);
        String late = TestContents.ofChunks(10);
        announce(ann, request(1, 1, complete(old), complete(kept))).is(200);
        announce(ann, request(2, 1, complete(kept))).is(200);
        assertThat(names(holders(old, ""))).containsExactly(ann.name());
        announce(ann, full(2, 2)).is(200);
        api().get("/api/v1/contents/" + old + "/holders").isProblem(404, "content-not-found");
        assertThat(names(holders(kept, ""))).containsExactly(ann.name());
        announce(ann, request(1, 99, complete(late), complete(old), gone(kept))).is(200);
        announce(ann, full(1, 100)).is(200);
        api().get("/api/v1/contents/" + late + "/holders").isProblem(404, "content-not-found");
        api().get("/api/v1/contents/" + old + "/holders").isProblem(404, "content-not-found");
        assertThat(names(holders(kept, ""))).containsExactly(ann.name());
    }

    @Test
    void a_peer_whose_lease_ended_counts_no_more_and_counts_again_with_its_next_heartbeat() {
        try (TestTracker own = TestTracker.start(Map.of())) {
            TestPeer ann = TestPeer.registered(own.api(), "ann");
            String content = TestContents.ofChunks(3);
            announce(ann, request(1, 1, complete(content))).is(200);
            own.clock().advance(Duration.ofSeconds(31));
            JsonNode away = own.api()
                    .get("/api/v1/contents/" + content + "/holders")
                    .is(200)
                    .json();
            assertThat(names(away)).isEmpty();
            assertThat(away.path("available").asBoolean()).isFalse();
            assertThat(own.api()
                            .get("/api/v1/contents/" + content)
                            .is(200)
                            .json()
                            .path("holders")
                            .asInt())
                    .isZero();
            ann.api().post("/api/v1/peers/ann/heartbeat", body()).is(200);
            assertThat(names(own.api()
                            .get("/api/v1/contents/" + content + "/holders")
                            .json()))
                    .containsExactly("ann");
        }
    }

    @Test
    void a_peer_that_signs_out_counts_no_more() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(3);
        announce(ann, request(1, 1, complete(content))).is(200);
        ann.api().delete("/api/v1/sessions/current").is(204);
        assertThat(names(holders(content, ""))).isEmpty();
        ann.signIn(42_000, 42_001).is(201);
        assertThat(names(holders(content, ""))).containsExactly(ann.name());
    }

    @Test
    void a_name_that_is_taken_again_holds_nothing_of_its_predecessor() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(3);
        announce(ann, full(1_000, 1_000, complete(content))).is(200);
        ann.api().delete("/api/v1/peers/" + ann.name()).is(204);
        api().get("/api/v1/contents/" + content + "/holders").isProblem(404, "content-not-found");
        TestPeer next = TestPeer.registered(api(), ann.name());
        api().get("/api/v1/contents/" + content + "/holders").isProblem(404, "content-not-found");
        announce(next, full(1, 1, holds(content, 3, 0))).is(200);
        assertThat(held(content)).isOne();
    }

    @Test
    void names_without_a_key_and_strangers_cannot_announce() {
        Map<String, Object> request = request(1, 1, complete(TestContents.ofChunks(3)));
        api().post("/api/v1/announcements", request).isProblem(401, "not-signed-in");
        String token = api().post("/api/v1/peers", body("name", TestPeer.freshName("curl")))
                .is(201)
                .text("token");
        api().as(token).post("/api/v1/announcements", request).isProblem(403, "no-key");
    }

    @Test
    void an_announcement_that_makes_no_sense_is_refused_as_a_whole() {
        TestPeer ann = peer("ann");
        String good = TestContents.ofChunks(10);
        announce(ann, request(1, 1, complete(good), body("content", "x", "gone", true)))
                .isProblem(400, "bad-content-id")
                .names("announcements[1].content");
        announce(ann, request(1, 1, complete(good), body("content", good)))
                .isProblem(400, "validation-failed")
                .names("announcements[1]");
        announce(ann, request(1, 1, body("content", good, "gone", true, "complete", true)))
                .isProblem(400, "validation-failed");
        announce(ann, request(1, 1, body("content", good, "map", "AA")))
                .isProblem(400, "validation-failed")
                .names("announcements[0].map");
        announce(ann, request(1, 1, body("content", good, "map", "AAAAAAAA"))).isProblem(400, "validation-failed");
        announce(ann, request(1, 1, body("content", good, "map", "AAE"))).isProblem(400, "validation-failed");
        announce(ann, request(1, 1, body("content", good, "map", "!!!"))).isProblem(400, "validation-failed");
        announce(ann, request(-1, 1, complete(good))).isProblem(400, "validation-failed");
        announce(ann, body("sequence", 1, "announcements", List.of())).isProblem(400, "validation-failed");
        announce(ann, body("epoch", 1, "sequence", 1)).isProblem(400, "validation-failed");
        ann.api()
                .post("/api/v1/announcements", "{\"epoch\":1,\"sequence\":1,\"announcements\":[null]}")
                .isProblem(400, "validation-failed");
        api().get("/api/v1/contents/" + good).isProblem(404, "content-not-found");
    }

    @Test
    void a_thousand_announcements_fit_in_one_request() {
        TestPeer ann = peer("ann");
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) many.add(holds(TestContents.ofChunks(100), 100, i % 100));
        announce(ann, body("epoch", 1, "sequence", 1, "announcements", many)).isProblem(400, "validation-failed");
        announce(ann, body("epoch", 1, "sequence", 1, "announcements", many.subList(0, 1_000)))
                .is(200);
        for (int i : new int[] {0, 500, 999}) {
            String content = (String) many.get(i).get("content");
            assertThat(names(holders(content, "?chunks=" + i % 100))).containsExactly(ann.name());
        }
        announce(ann, full(2, 1, many.get(7))).is(200);
        assertThat(names(holders((String) many.get(7).get("content"), ""))).containsExactly(ann.name());
        api().get("/api/v1/contents/" + many.get(8).get("content")).isProblem(404, "content-not-found");
    }

    @Test
    void of_many_holders_a_sample_is_shown_that_holds_everything_between_them() {
        String content = TestContents.ofChunks(3);
        List<TestPeer> peers =
                IntStream.range(0, 8).mapToObj(i -> peer("p" + i)).toList();
        for (int i = 0; i < 8; i++)
            announce(peers.get(i), request(1, 1, holds(content, 3, i == 0 ? 2 : i % 2)))
                    .is(200);
        for (int attempt = 0; attempt < 10; attempt++) {
            JsonNode found = holders(content, "?limit=3");
            assertThat(names(found))
                    .hasSize(3)
                    .contains(peers.getFirst().name())
                    .isSorted();
            assertThat(found.path("available").asBoolean()).isTrue();
        }
        assertThat(names(holders(content, "?limit=50"))).hasSize(8);
    }

    @Test
    void metrics_count_contents_holdings_and_announcements() {
        TestPeer ann = peer("ann");
        String content = TestContents.ofChunks(3);
        announce(ann, full(2, 1, complete(content))).is(200);
        announce(ann, request(1, 1, complete(content))).is(200);
        String metrics = new Api(tracker().managementUrl())
                .get("/actuator/prometheus")
                .is(200)
                .response()
                .body();
        assertThat(metrics.lines())
                .anyMatch(line -> line.matches("fileswarm_contents [1-9].*"))
                .anyMatch(line -> line.matches("fileswarm_holdings [1-9].*"))
                .anyMatch(line -> line.matches("fileswarm_announces_total\\{.*outcome=\"stored\".*} [1-9].*"))
                .anyMatch(line -> line.matches("fileswarm_announces_total\\{.*outcome=\"stale\".*} [1-9].*"));
    }
}
