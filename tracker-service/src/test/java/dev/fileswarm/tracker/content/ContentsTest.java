package dev.fileswarm.tracker.content;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Contents come and go with the offers and holdings of them. */
class ContentsTest {
    TestTracker tracker() {
        return TestTracker.shared();
    }

    Api api() {
        return tracker().api();
    }

    TestPeer peer(String start) {
        return TestPeer.registered(api(), TestPeer.freshName(start));
    }

    private static Api.Answer announce(TestPeer peer, long sequence, String content, String what) {
        return peer.api()
                .post(
                        "/api/v1/announcements",
                        body(
                                "epoch",
                                1,
                                "sequence",
                                sequence,
                                "announcements",
                                List.of(body("content", content, what, true))));
    }

    @Test
    void a_content_says_who_offers_and_who_holds_it() {
        TestPeer ann = peer("ann");
        TestPeer bob = peer("bob");
        String content = TestContents.ofChunks(3);
        OffersTest.offer(ann, OffersTest.offer(content, "b"), OffersTest.offer(content, "a"))
                .is(200);
        OffersTest.offer(bob, OffersTest.offer(content, "a")).is(200);
        announce(ann, 1, content, "complete").is(200);
        bob.api()
                .post(
                        "/api/v1/announcements",
                        body(
                                "epoch",
                                1,
                                "sequence",
                                1,
                                "announcements",
                                List.of(body("content", content, "map", "QA"))))
                .is(200);
        JsonNode found = api().get("/api/v1/contents/" + content).is(200).json();
        assertThat(found.path("content").asString()).isEqualTo(content);
        assertThat(found.path("size").asLong()).isEqualTo(3);
        assertThat(found.path("chunks").asInt()).isEqualTo(3);
        assertThat(found.path("chunkSize").asLong()).isEqualTo(1);
        assertThat(found.path("names").valueStream().map(JsonNode::asString)).containsExactly("a", "b");
        assertThat(found.path("offers").asInt()).isEqualTo(3);
        assertThat(found.path("holders").asInt()).isEqualTo(2);
        assertThat(found.path("completeHolders").asInt()).isOne();
    }

    @Test
    void at_most_twenty_names_are_shown() {
        TestPeer ann = peer("ann");
        String content = TestContents.fresh(3);
        IntStream.range(0, 30)
                .forEach(i -> OffersTest.offer(ann, OffersTest.offer(content, "name %02d".formatted(i)))
                        .is(200));
        JsonNode found = api().get("/api/v1/contents/" + content).is(200).json();
        assertThat(found.path("names").size()).isEqualTo(20);
        assertThat(found.path("offers").asInt()).isEqualTo(30);
    }

    @Test
    void contents_are_found_by_a_prefix_of_their_id() {
        TestPeer ann = peer("ann");
        String root = TestContents.freshRoot();
        List<String> contents = List.of(root + "-20", root + "-20-n3", root + "-20-c7", root + "-3");
        contents.forEach(
                content -> OffersTest.offer(ann, OffersTest.offer(content, "a")).is(200));
        List<String> sorted = contents.stream().sorted().toList();
        assertThat(ids("/api/v1/contents?prefix=" + root.substring(0, 8))).isEqualTo(sorted);
        assertThat(ids("/api/v1/contents?prefix=" + root.substring(0, 20).toUpperCase()))
                .isEqualTo(sorted);
        assertThat(ids("/api/v1/contents?prefix=" + root + "-20-")).isEqualTo(sorted.subList(1, 3));
        assertThat(ids("/api/v1/contents?prefix=" + root + "-3")).containsExactly(root + "-3");
        JsonNode first = api().get("/api/v1/contents?limit=3&prefix=" + root.substring(0, 8))
                .is(200)
                .json();
        assertThat(first.path("items").size()).isEqualTo(3);
        assertThat(ids("/api/v1/contents?prefix=" + root.substring(0, 8) + "&after="
                        + first.path("next").asString()))
                .containsExactly(sorted.getLast());
        assertThat(ids("/api/v1/contents?prefix=" + TestContents.freshRoot())).isEmpty();
        api().get("/api/v1/contents?prefix=1234567")
                .isProblem(400, "validation-failed")
                .names("prefix");
        api().get("/api/v1/contents?prefix=zzzzzzzzz").isProblem(400, "validation-failed");
        api().get("/api/v1/contents").is(200);
    }

    private List<String> ids(String path) {
        return api().get(path)
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("content").asString())
                .toList();
    }

    @Test
    void a_content_goes_with_the_last_of_its_offers_and_holdings() {
        TestPeer ann = peer("ann");
        TestPeer bob = peer("bob");
        String content = TestContents.fresh(3);
        String path = "/api/v1/contents/" + content;
        api().get(path).isProblem(404, "content-not-found");
        api().get("/api/v1/contents/nonsense").isProblem(400, "bad-content-id");

        announce(bob, 1, content, "complete").is(200);
        api().get(path).is(200);
        OffersTest.offer(ann, OffersTest.offer(content, "a")).is(200);
        announce(bob, 2, content, "gone").is(200);
        assertThat(ids("/api/v1/contents?prefix=" + content)).containsExactly(content);
        ann.api().delete("/api/v1/offers?content=" + content).is(204);
        api().get(path).isProblem(404, "content-not-found");
        assertThat(ids("/api/v1/contents?prefix=" + content)).isEmpty();

        OffersTest.offer(ann, OffersTest.offer(content, "a")).is(200);
        announce(bob, 3, content, "complete").is(200);
        ann.api().delete("/api/v1/offers?content=" + content).is(204);
        assertThat(ids("/api/v1/contents?prefix=" + content)).containsExactly(content);
        bob.api().delete("/api/v1/peers/" + bob.name()).is(204);
        api().get(path).isProblem(404, "content-not-found");
        assertThat(ids("/api/v1/contents?prefix=" + content)).isEmpty();
    }
}
