package dev.fileswarm.tracker.content;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Offering, finding and withdrawing files, over the wire. */
class OffersTest {
    TestTracker tracker() {
        return TestTracker.shared();
    }

    Api api() {
        return tracker().api();
    }

    TestPeer peer(String start) {
        return TestPeer.registered(api(), TestPeer.freshName(start));
    }

    static Map<String, Object> offer(String content, String name) {
        return body("content", content, "name", name);
    }

    static Api.Answer offer(TestPeer peer, Map<?, ?>... offers) {
        return peer.api().post("/api/v1/offers", body("offers", List.of(offers)));
    }

    static List<String> statuses(Api.Answer answer) {
        return answer.is(200)
                .json()
                .path("results")
                .valueStream()
                .map(result -> result.path("status").asString())
                .toList();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All items, page by page. */
    List<JsonNode> all(Api api, String path, int limit) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = api.get(path + "&limit=" + limit + after).is(200).json();
            page.path("items").forEach(items::add);
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asString();
        } while (after != null);
        return items;
    }

    static List<String> names(List<JsonNode> items) {
        return items.stream().map(item -> item.path("name").asString()).toList();
    }

    @Test
    void an_offer_is_listed_with_what_its_id_says() {
        TestPeer ann = peer("Ann");
        String content = TestContents.fresh(3_000_000);
        String sha1 = "A".repeat(40);
        Map<String, Object> offer = offer(content, "Big file.iso");
        offer.put("sha1", sha1);
        assertThat(statuses(offer(ann, offer))).containsExactly("offered");

        JsonNode listed = ann.api()
                .get("/api/v1/offers?owner=" + ann.name().toLowerCase())
                .is(200)
                .json()
                .path("items");
        assertThat(listed.size()).isOne();
        JsonNode one = listed.get(0);
        assertThat(one.path("name").asString()).isEqualTo("Big file.iso");
        assertThat(one.path("owner").asString()).isEqualTo(ann.name());
        assertThat(one.path("content").asString()).isEqualTo(content);
        assertThat(one.path("size").asLong()).isEqualTo(3_000_000);
        assertThat(one.path("chunks").asInt()).isEqualTo(12);
        assertThat(one.path("chunkSize").asLong()).isEqualTo(262_144);
        assertThat(one.path("sha1").asString()).isEqualTo("a".repeat(40));
        assertThat(one.path("online").asBoolean()).isTrue();
        assertThat(one.path("offeredAt").asString()).endsWith("Z");
        assertThat(one.path("addresses").get(0).path("tcpPort").asInt()).isEqualTo(42_000);
    }

    @Test
    void strangers_see_offers_without_addresses() {
        TestPeer ann = peer("Ann");
        offer(ann, offer(TestContents.fresh(1), "a")).is(200);
        JsonNode one = api().get("/api/v1/offers?owner=" + ann.name())
                .is(200)
                .json()
                .path("items")
                .get(0);
        assertThat(one.has("addresses")).isFalse();
        assertThat(one.has("sha1")).isFalse();
    }

    @Test
    void offering_the_same_again_changes_nothing_and_says_so() {
        TestPeer ann = peer("Ann");
        String content = TestContents.fresh(5);
        assertThat(statuses(offer(ann, offer(content, "a"), offer(content, "b"), offer(content, "a"))))
                .containsExactly("offered", "offered", "already-offered");
        JsonNode before = ann.api().get("/api/v1/offers?owner=" + ann.name()).json();
        assertThat(statuses(offer(ann, offer(content, "b"), offer(content, "c"))))
                .containsExactly("already-offered", "offered");
        assertThat(statuses(offer(ann, offer(content, "a"), offer(content, "b"))))
                .containsExactly("already-offered", "already-offered");
        JsonNode after = ann.api().get("/api/v1/offers?owner=" + ann.name()).json();
        assertThat(after.path("items").get(0)).isEqualTo(before.path("items").get(0));
        assertThat(names(after.path("items").valueStream().toList())).containsExactly("a", "b", "c");
    }

    @Test
    void others_may_offer_the_same_name_and_the_same_content() {
        TestPeer ann = peer("ann");
        TestPeer bob = peer("bob");
        String content = TestContents.fresh(5);
        String name = "shared " + TestContents.freshRoot();
        assertThat(statuses(offer(ann, offer(content, name)))).containsExactly("offered");
        assertThat(statuses(offer(bob, offer(content, name)))).containsExactly("offered");
        assertThat(statuses(offer(bob, offer(TestContents.fresh(6), name)))).containsExactly("offered");
        List<JsonNode> found = all(api(), "/api/v1/offers?q=" + encoded(name), 100);
        assertThat(found.stream().map(item -> item.path("owner").asString()))
                .containsExactly(ann.name(), bob.name(), bob.name());
    }

    @Test
    void a_thousand_offers_in_one_request_are_taken_and_one_more_is_not() {
        TestPeer ann = peer("Ann");
        List<Map<String, Object>> many = IntStream.range(0, 1_001)
                .mapToObj(i -> offer(TestContents.fresh(i + 1), "file-%04d".formatted(i)))
                .toList();
        ann.api().post("/api/v1/offers", body("offers", many)).isProblem(400, "validation-failed");
        assertThat(statuses(ann.api().post("/api/v1/offers", body("offers", many.subList(0, 1_000)))))
                .hasSize(1_000)
                .containsOnly("offered");
        assertThat(names(all(api(), "/api/v1/offers?owner=" + ann.name(), 333)))
                .hasSize(1_000)
                .isSorted();
    }

    @Test
    void one_wrong_entry_refuses_them_all_and_is_named() {
        TestPeer ann = peer("Ann");
        String good = TestContents.fresh(5);
        offer(ann, offer(good, "a"), offer("nonsense", "b"))
                .isProblem(400, "bad-content-id")
                .names("offers[1].content");
        offer(ann, offer(good, "a"), offer(good, "../b"))
                .isProblem(400, "validation-failed")
                .names("offers[1].name");
        offer(ann, offer(good, "a"), body("content", good))
                .isProblem(400, "validation-failed")
                .names("offers[1].name");
        offer(ann, offer(good, "a"), body("content", good, "name", "b", "sha1", "12"))
                .isProblem(400, "validation-failed")
                .names("offers[1].sha1");
        offer(ann, offer(good, "a"), body("content", good, "name", "b", "colour", "blue"))
                .isProblem(400, "unknown-field");
        ann.api().post("/api/v1/offers", "{\"offers\":[null]}").isProblem(400, "validation-failed");
        ann.api().post("/api/v1/offers", "{\"offers\":[]}").isProblem(400, "validation-failed");
        ann.api().post("/api/v1/offers", "{}").isProblem(400, "validation-failed");
        ann.api().post("/api/v1/offers", "[").isProblem(400, "malformed-request");
        assertThat(api().get("/api/v1/offers?owner=" + ann.name())
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\u0000b", "a\nb", "a\u007fb", "a\u0085b"})
    void a_name_that_no_file_can_have_is_refused(String name) {
        offer(peer("Ann"), offer(TestContents.fresh(5), name)).isProblem(400, "validation-failed");
    }

    @Test
    void a_name_that_is_no_proper_text_is_refused() {
        peer("Ann")
                .api()
                .post(
                        "/api/v1/offers",
                        "{\"offers\":[{\"content\":\"" + TestContents.fresh(5) + "\",\"name\":\"a\\ud800b\"}]}")
                .isProblem(400, "validation-failed");
    }

    @Test
    void names_have_255_bytes_at_most_and_may_be_anything_else() {
        TestPeer ann = peer("Ann");
        List<String> fine = List.of(
                "ü".repeat(127) + "x", "x".repeat(255), "\uD83D\uDC1D.txt", " a ", "-rf", "C:\\x", "a?b*c", ".hidden");
        for (String name : fine)
            assertThat(statuses(offer(ann, offer(TestContents.fresh(5), name)))).containsExactly("offered");
        offer(ann, offer(TestContents.fresh(5), "ü".repeat(128))).isProblem(400, "validation-failed");
        assertThat(names(all(api(), "/api/v1/offers?owner=" + ann.name(), 3)))
                .containsExactlyInAnyOrderElementsOf(fine);
    }

    @Test
    void strangers_and_operators_cannot_offer_but_names_without_a_key_can() {
        Map<String, Object> offers = body("offers", List.of(offer(TestContents.fresh(5), "a")));
        api().post("/api/v1/offers", offers).isProblem(401, "not-signed-in");
        String name = TestPeer.freshName("curl");
        String token = api().post("/api/v1/peers", body("name", name)).is(201).text("token");
        assertThat(statuses(api().as(token).post("/api/v1/offers", offers))).containsExactly("offered");
    }

    @Test
    void every_word_of_a_search_must_begin_a_word_of_the_name() {
        TestPeer ann = peer("Ann");
        String mark = "m" + TestContents.freshRoot().substring(0, 12);
        offer(
                        ann,
                        offer(TestContents.fresh(1), mark + " Debian-12.4_AMD64 (netinst).iso"),
                        offer(TestContents.fresh(2), mark + " Grüße aus Köln.txt"),
                        offer(TestContents.fresh(3), mark + " Gru\u0308n.txt"))
                .is(200);
        assertThat(search(mark)).hasSize(3);
        assertThat(search(mark + " deb amd")).singleElement().asString().contains("Debian");
        assertThat(search("NETINST " + mark)).hasSize(1);
        assertThat(search(mark + " bian")).isEmpty();
        assertThat(search(mark + " 12 4")).hasSize(1);
        assertThat(search(mark + " grü")).hasSize(2);
        assertThat(search(mark + " GRÜSSE")).isEmpty();
        assertThat(search(mark + " k.*")).hasSize(1);
        assertThat(search(mark + " deb missing")).isEmpty();
        api().get("/api/v1/offers?q=" + encoded("*?!"))
                .isProblem(400, "validation-failed")
                .names("q");
        api().get("/api/v1/offers?q=" + "x".repeat(256)).isProblem(400, "validation-failed");
        api().get("/api/v1/offers?q=").is(200);
    }

    private List<String> search(String q) {
        return names(all(api(), "/api/v1/offers?q=" + encoded(q), 100));
    }

    @Test
    void a_whole_name_finds_just_the_files_of_that_name_and_case_counts() {
        TestPeer ann = peer("Ann");
        TestPeer bob = peer("bob");
        String name = "Report-" + TestContents.freshRoot().substring(0, 12) + " (a&b=c).pdf";
        String content = TestContents.fresh(5);
        offer(
                        ann,
                        offer(content, name),
                        offer(TestContents.fresh(6), name),
                        offer(TestContents.fresh(7), name + "x"),
                        offer(TestContents.fresh(8), name.toUpperCase()))
                .is(200);
        offer(bob, offer(content, name)).is(200);
        String path = "/api/v1/offers?name=" + encoded(name);
        assertThat(names(all(api(), path, 2))).hasSize(3).containsOnly(name);
        assertThat(names(all(api(), path + "&owner=" + bob.name(), 2))).containsExactly(name);
        assertThat(names(all(api(), path + "&minSize=6&q=report", 2))).containsExactly(name);
        assertThat(names(all(api(), path.toLowerCase(), 2))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a\u0000b"})
    void a_whole_name_that_no_file_can_have_is_no_question(String name) {
        api().get("/api/v1/offers?name=" + encoded(name))
                .isProblem(400, "validation-failed")
                .names("name");
    }

    @Test
    void offers_are_found_by_size() {
        TestPeer ann = peer("Ann");
        for (long size : new long[] {0, 10, 20, (1L << 53) - 1}) {
            String content = size == 0
                    ? "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-0"
                    : TestContents.fresh(size);
            offer(ann, offer(content, "f" + size)).is(200);
        }
        String mine = "/api/v1/offers?owner=" + ann.name();
        assertThat(names(all(api(), mine + "&minSize=10&maxSize=20", 100))).containsExactly("f10", "f20");
        assertThat(names(all(api(), mine + "&minSize=21", 100))).containsExactly("f9007199254740991");
        assertThat(names(all(api(), mine + "&maxSize=0", 100))).containsExactly("f0");
        api().get(mine + "&minSize=-1").isProblem(400, "validation-failed");
        api().get(mine + "&minSize=x").isProblem(400, "validation-failed");
    }

    @Test
    void an_owner_whose_lease_ended_is_shown_offline_and_is_back_with_its_next_heartbeat() {
        try (TestTracker own = TestTracker.start(Map.of())) {
            TestPeer ann = TestPeer.registered(own.api(), "ann");
            TestPeer bob = TestPeer.registered(own.api(), "bob");
            offer(ann, offer(TestContents.fresh(5), "of ann")).is(200);
            offer(bob, offer(TestContents.fresh(5), "of bob")).is(200);
            own.clock().advance(java.time.Duration.ofSeconds(31));
            bob.api().post("/api/v1/peers/bob/heartbeat", body()).is(200);
            assertThat(names(all(own.api(), "/api/v1/offers?online=true", 1))).containsExactly("of bob");
            assertThat(names(all(own.api(), "/api/v1/offers?online=false", 1))).containsExactly("of ann");
            assertThat(names(all(own.api(), "/api/v1/offers?limit=1", 1))).containsExactly("of ann", "of bob");
            ann.api().post("/api/v1/peers/ann/heartbeat", body()).is(200);
            assertThat(names(all(own.api(), "/api/v1/offers?online=true", 1))).containsExactly("of ann", "of bob");
        }
    }

    @Test
    void pages_go_by_name_in_lower_case_then_owner_then_content_and_miss_nothing() {
        TestPeer ann = peer("ann");
        TestPeer bob = peer("bob");
        String mark = "m" + TestContents.freshRoot().substring(0, 12);
        List<String> contents = IntStream.range(0, 5)
                .mapToObj(i -> TestContents.fresh(7))
                .sorted()
                .toList();
        for (TestPeer owner : List.of(bob, ann)) {
            for (String content : contents.reversed()) {
                offer(owner, offer(content, mark + " B"), offer(content, mark + " b"), offer(content, mark + " a"))
                        .is(200);
            }
        }
        List<String> expected = keys(mark, 1_000);
        assertThat(expected).hasSize(30);
        assertThat(expected.stream().map(String::toLowerCase)).isSorted();
        for (int limit : new int[] {1, 2, 7, 29, 30, 31})
            assertThat(keys(mark, limit)).isEqualTo(expected);
    }

    /** What the pages go by; whether owners are online changes when a slow machine needs longer than a lease. */
    private List<String> keys(String word, int limit) {
        return all(api(), "/api/v1/offers?q=" + word, limit).stream()
                .map(item -> item.path("name").asString()
                        + item.path("owner").asString()
                        + item.path("content").asString())
                .toList();
    }

    @Test
    void pages_stay_in_step_while_others_write() {
        TestPeer ann = peer("ann");
        String mark = "m" + TestContents.freshRoot().substring(0, 12);
        List<String> names = IntStream.range(0, 20)
                .mapToObj(i -> mark + " %02d".formatted(i))
                .toList();
        List<String> contents =
                IntStream.range(0, 20).mapToObj(i -> TestContents.fresh(7)).toList();
        for (int i = 0; i < 20; i++)
            offer(ann, offer(contents.get(i), names.get(i))).is(200);

        List<String> seen = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = api().get("/api/v1/offers?q=" + mark + "&limit=5" + after)
                    .is(200)
                    .json();
            seen.addAll(names(page.path("items").valueStream().toList()));
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asString();
            // Something new before and behind, and the very one that the cursor stands on goes.
            offer(ann, offer(TestContents.fresh(7), mark + " !" + seen.size())).is(200);
            offer(ann, offer(TestContents.fresh(7), mark + " z" + seen.size())).is(200);
            int last = names.indexOf(seen.getLast());
            if (last >= 0)
                ann.api().delete("/api/v1/offers?content=" + contents.get(last)).is(204);
        }
        assertThat(seen).containsSubsequence(names).doesNotHaveDuplicates().contains(mark + " z5");
    }

    @Test
    void a_cursor_that_is_none_is_refused() {
        api().get("/api/v1/offers?after=nonsense!").isProblem(400, "validation-failed");
        api().get("/api/v1/contents?after=" + "A".repeat(3_000)).isProblem(400, "validation-failed");
        api().get("/api/v1/offers?limit=0").isProblem(400, "validation-failed");
        api().get("/api/v1/offers?limit=1001").isProblem(400, "validation-failed");
    }

    @Test
    void an_owner_withdraws_one_name_or_all() {
        TestPeer ann = peer("ann");
        String content = TestContents.fresh(7);
        offer(ann, offer(content, "a b+c"), offer(content, "b"), offer(content, "c"))
                .is(200);
        ann.api()
                .delete("/api/v1/offers?content=" + content + "&name=" + encoded("a b+c"))
                .is(204);
        ann.api()
                .delete("/api/v1/offers?content=" + content + "&name=" + encoded("a b+c"))
                .isProblem(404, "offer-not-found");
        assertThat(names(all(api(), "/api/v1/offers?owner=" + ann.name(), 10))).containsExactly("b", "c");
        ann.api().delete("/api/v1/offers?content=" + content).is(204);
        ann.api().delete("/api/v1/offers?content=" + content).isProblem(404, "offer-not-found");
        assertThat(all(api(), "/api/v1/offers?owner=" + ann.name(), 10)).isEmpty();
    }

    @Test
    void nobody_withdraws_for_others() {
        TestPeer ann = peer("ann");
        TestPeer bob = peer("bob");
        String content = TestContents.fresh(7);
        offer(ann, offer(content, "a")).is(200);
        bob.api().delete("/api/v1/offers?content=" + content).isProblem(404, "offer-not-found");
        bob.api()
                .delete("/api/v1/offers?content=" + content + "&owner=" + ann.name())
                .isProblem(403, "not-allowed");
        api().delete("/api/v1/offers?content=" + content).isProblem(401, "not-signed-in");
        bob.api().delete("/api/v1/offers?content=nonsense").isProblem(400, "bad-content-id");
        bob.api().delete("/api/v1/offers").isProblem(400, "validation-failed");
        assertThat(all(api(), "/api/v1/offers?owner=" + ann.name(), 10)).hasSize(1);
    }

    @Test
    void deregistering_takes_offers_and_contents_along() {
        TestPeer ann = peer("ann");
        String content = TestContents.fresh(7);
        String shared = TestContents.fresh(8);
        offer(ann, offer(content, "a"), offer(shared, "b")).is(200);
        TestPeer bob = peer("bob");
        offer(bob, offer(shared, "b")).is(200);
        ann.api().delete("/api/v1/peers/" + ann.name()).is(204);
        assertThat(all(api(), "/api/v1/offers?owner=" + ann.name(), 10)).isEmpty();
        api().get("/api/v1/contents/" + content).isProblem(404, "content-not-found");
        api().get("/api/v1/contents/" + shared).is(200);

        TestPeer other = TestPeer.registered(api(), ann.name());
        assertThat(all(api(), "/api/v1/offers?owner=" + ann.name(), 10)).isEmpty();
        assertThat(statuses(offer(other, offer(content, "a")))).containsExactly("offered");
    }

    @Test
    void the_table_version_grows_with_new_offers() {
        TestPeer ann = peer("ann");
        String heartbeat = "/api/v1/peers/" + ann.name() + "/heartbeat";
        long before =
                ann.api().post(heartbeat, body()).json().path("tableVersion").asLong();
        offer(ann, offer(TestContents.fresh(7), "a")).is(200);
        org.awaitility.Awaitility.await()
                .until(() -> ann.api()
                                .post(heartbeat, body())
                                .json()
                                .path("tableVersion")
                                .asLong()
                        > before);
    }
}
