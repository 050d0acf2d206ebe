package dev.fileswarm.tracker.peer;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a block does, and who learns of it, over the wire. */
class BlocksTest {
    private TestPeer ann;
    private TestPeer ben;

    TestTracker tracker() {
        return TestTracker.shared();
    }

    @BeforeEach
    void annAndBenAreHere() {
        ann = peer("ann");
        ben = peer("ben");
    }

    @Test
    void the_blocked_one_cannot_send_messages_and_others_can() {
        block(ann, ben);
        message(ben, ann).isProblem(403, "blocked");
        message(peer("cid"), ann).is(201);
        message(ann, ben).is(201);
        unblock(ann, ben);
        message(ben, ann).is(201);
    }

    @Test
    void the_blocker_looks_offline_to_the_blocked_one_alone() {
        TestPeer cid = peer("cid");
        block(ann, ben);
        JsonNode seen = ben.api().get(path(ann)).is(200).json();
        assertThat(seen.path("online").asBoolean()).isFalse();
        assertThat(seen.path("addresses").size()).isZero();
        assertThat(isOnline(cid, ann)).isTrue();
        assertThat(isOnline(ann, ann)).isTrue();
        assertThat(isOnline(ann, ben)).isTrue();
        unblock(ann, ben);
        assertThat(isOnline(ben, ann)).isTrue();
    }

    @Test
    void the_blocker_looks_to_the_blocked_one_as_it_does_to_everybody_when_it_is_really_offline() {
        TestPeer cid = peer("cid");
        block(ann, ben);
        JsonNode hidden = ben.api().get(path(ann)).is(200).json();
        ann.api().delete("/api/v1/sessions/current").is(204);
        JsonNode offline = cid.api().get(path(ann)).is(200).json();
        assertThat(hidden.propertyNames()).isEqualTo(offline.propertyNames());
        assertThat(hidden.path("addresses")).isEqualTo(offline.path("addresses"));
    }

    @Test
    void lists_show_the_blocker_among_those_offline() {
        block(ann, ben);
        assertThat(listed(ben, "online=true")).doesNotContain(ann.name()).contains(ben.name());
        assertThat(listed(ben, "online=false")).contains(ann.name());
        assertThat(listed(peer("cid"), "online=true")).contains(ann.name());
    }

    @Test
    void offers_of_the_blocker_look_as_if_it_were_offline() {
        String content = TestContents.fresh(9);
        ann.api()
                .post("/api/v1/offers", body("offers", List.of(body("content", content, "name", "a.txt"))))
                .is(200);
        block(ann, ben);
        JsonNode offer = offers(ben, "").get(0);
        assertThat(offer.path("online").asBoolean()).isFalse();
        assertThat(offer.path("addresses").size()).isZero();
        assertThat(offers(ben, "&online=true")).isEmpty();
        assertThat(offers(ben, "&online=false")).hasSize(1);
        assertThat(offers(peer("cid"), "").get(0).path("online").asBoolean()).isTrue();
    }

    @Test
    void the_blocker_is_no_holder_to_the_blocked_one() {
        String content = TestContents.fresh(9);
        ann.api()
                .post(
                        "/api/v1/announcements",
                        body(
                                "epoch", 1,
                                "sequence", 1,
                                "announcements", List.of(body("content", content, "complete", true))))
                .is(200);
        block(ann, ben);
        JsonNode seen = ben.api()
                .get("/api/v1/contents/" + content + "/holders")
                .is(200)
                .json();
        assertThat(seen.path("holders").size()).isZero();
        assertThat(seen.path("available").asBoolean()).isFalse();
        JsonNode described =
                ben.api().get("/api/v1/contents/" + content).is(200).json();
        assertThat(described.path("holders").asInt()).isZero();
        assertThat(described.path("completeHolders").asInt()).isZero();
        JsonNode others = peer("cid")
                .api()
                .get("/api/v1/contents/" + content + "/holders")
                .is(200)
                .json();
        assertThat(others.path("holders").size()).isOne();
    }

    @Test
    void private_links_are_refused_whether_the_blocker_is_here_or_not() {
        block(ann, ben);
        introduce(ben, ann).isProblem(403, "blocked");
        ann.api().delete("/api/v1/sessions/current").is(204);
        introduce(ben, ann).isProblem(403, "blocked");
    }

    @Test
    void blocking_oneself_is_refused() {
        ann.api().put("/api/v1/blocks/" + ann.name().toUpperCase(Locale.ROOT)).isProblem(422, "yourself");
    }

    @Test
    void blocking_and_unblocking_somebody_unknown_is_refused() {
        String nobody = TestPeer.freshName("nobody");
        ann.api().put("/api/v1/blocks/" + nobody).isProblem(404, "unknown-peer");
        ann.api().delete("/api/v1/blocks/" + nobody).isProblem(404, "unknown-peer");
        ann.api().put("/api/v1/blocks/say").isProblem(400, "name-invalid");
    }

    @Test
    void blocking_twice_says_that_it_was_done_already() {
        block(ann, ben);
        ann.api().put("/api/v1/blocks/" + ben.name().toUpperCase(Locale.ROOT)).isProblem(409, "already-blocked");
    }

    @Test
    void lifting_a_block_that_is_not_there_says_so() {
        ann.api().delete("/api/v1/blocks/" + ben.name()).isProblem(404, "not-blocked");
        ann.api().delete("/api/v1/blocks/" + ann.name()).isProblem(404, "not-blocked");
        block(ann, ben);
        unblock(ann, ben);
        ann.api().delete("/api/v1/blocks/" + ben.name()).isProblem(404, "not-blocked");
    }

    @Test
    void only_the_blocker_sees_its_blocks_page_by_page() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TestPeer other = peer("z" + i);
            block(ann, other);
            names.add(other.name());
        }
        JsonNode first = ann.api().get("/api/v1/blocks?limit=2").is(200).json();
        assertThat(names(first)).isEqualTo(names.subList(0, 2));
        JsonNode second = ann.api()
                .get("/api/v1/blocks?limit=2&after=" + first.path("next").asString())
                .is(200)
                .json();
        assertThat(names(second)).isEqualTo(names.subList(2, 3));
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(names(ben.api().get("/api/v1/blocks").is(200).json())).isEmpty();
        tracker().api().get("/api/v1/blocks").isProblem(401, "not-signed-in");
    }

    @Test
    void a_name_without_a_key_blocks_and_is_blocked_too() {
        Api keyless = keyless();
        keyless.put("/api/v1/blocks/" + ben.name()).is(201);
        assertThat(names(keyless.get("/api/v1/blocks").json())).containsExactly(ben.name());
    }

    @Test
    void a_block_outlives_the_name_that_was_given_up_as_long_as_the_key_is_the_same() {
        block(ann, ben);
        ben.api().delete(path(ben)).is(204);
        assertThat(names(ann.api().get("/api/v1/blocks").json())).containsExactly(ben.name());
        ben.register(0, 0).is(201);
        message(ben, ann).isProblem(403, "blocked");
        assertThat(isOnline(ben, ann)).isFalse();
        ben.api().delete(path(ben)).is(204);
        TestPeer another = ben.withOtherKey();
        another.register(0, 0).is(201);
        message(another, ann).is(201);
        assertThat(isOnline(another, ann)).isTrue();
        block(ann, another);
        message(another, ann).isProblem(403, "blocked");
    }

    @Test
    void a_block_on_somebody_who_is_gone_can_be_lifted() {
        block(ann, ben);
        ben.api().delete(path(ben)).is(204);
        unblock(ann, ben);
        ann.api().delete("/api/v1/blocks/" + ben.name()).isProblem(404, "unknown-peer");
    }

    @Test
    void whoever_takes_a_name_does_not_get_its_blocks() {
        block(ann, ben);
        ann.api().delete(path(ann)).is(204);
        TestPeer next = ann.withOtherKey();
        next.register(0, 0).is(201);
        assertThat(names(next.api().get("/api/v1/blocks").json())).isEmpty();
        message(ben, next).is(201);
        assertThat(isOnline(ben, next)).isTrue();
    }

    private Api keyless() {
        return tracker()
                .api()
                .as(tracker()
                        .api()
                        .post("/api/v1/peers", body("name", TestPeer.freshName("keyless")))
                        .is(201)
                        .text("token"));
    }

    private TestPeer peer(String start) {
        return TestPeer.registered(tracker().api(), TestPeer.freshName(start));
    }

    private static void block(TestPeer blocker, TestPeer blocked) {
        blocker.api().put("/api/v1/blocks/" + blocked.name()).is(201);
    }

    private static void unblock(TestPeer blocker, TestPeer blocked) {
        blocker.api().delete("/api/v1/blocks/" + blocked.name()).is(204);
    }

    private static Api.Answer message(TestPeer from, TestPeer to) {
        return from.api().post("/api/v1/messages", body("to", to.name(), "text", "hello"));
    }

    private static Api.Answer introduce(TestPeer from, TestPeer to) {
        return from.api().post("/api/v1/introductions", body("to", to.name()));
    }

    private static String path(TestPeer peer) {
        return "/api/v1/peers/" + peer.name();
    }

    private static boolean isOnline(TestPeer reader, TestPeer peer) {
        return reader.api().get(path(peer)).is(200).json().path("online").asBoolean();
    }

    private static List<String> listed(TestPeer reader, String filter) {
        return names(
                reader.api().get("/api/v1/peers?limit=1000&" + filter).is(200).json());
    }

    private List<JsonNode> offers(TestPeer reader, String filter) {
        return reader.api()
                .get("/api/v1/offers?owner=" + ann.name() + filter)
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private static List<String> names(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("name").asString())
                .toList();
    }
}
