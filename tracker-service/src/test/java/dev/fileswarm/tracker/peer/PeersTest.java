package dev.fileswarm.tracker.peer;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.PeerName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Registering, signing in, being here, and leaving, over the wire. */
class PeersTest {
    TestTracker tracker() {
        return TestTracker.shared();
    }

    @Test
    void a_registered_peer_is_online_and_found_in_any_case_of_letters() {
        TestPeer ann = TestPeer.unregistered(api(), TestPeer.freshName("Ann"));
        Api.Answer session = ann.register(42_000, 42_001).is(201);
        assertThat(session.text("name")).isEqualTo(ann.name());
        assertThat(session.json().path("peer").path("online").asBoolean()).isTrue();
        JsonNode seen = ann.api()
                .get("/api/v1/peers/" + ann.name().toUpperCase(Locale.ROOT))
                .is(200)
                .json();
        assertThat(seen.path("name").asString()).isEqualTo(ann.name());
        assertThat(seen.path("key").asString()).isEqualTo(ann.key());
        assertThat(seen.path("addresses").toString())
                .isEqualTo("[{\"host\":\"127.0.0.1\",\"tcpPort\":42000,\"udpPort\":42001}]");
    }

    @Test
    void a_stranger_sees_who_is_there_but_not_where() {
        TestPeer ann = newPeer();
        JsonNode seen = api().get("/api/v1/peers/" + ann.name()).is(200).json();
        assertThat(seen.has("addresses")).isFalse();
    }

    @Test
    void a_name_belongs_to_its_key() {
        TestPeer ann = newPeer();
        ann.withOtherKey().register(42_000, 0).isProblem(409, "name-taken");
        ann.withOtherKey().signIn(42_000, 0).isProblem(403, "bad-signature");
        ann.register(42_002, 0).is(200);
        assertThat(ann.api()
                        .get("/api/v1/peers/" + ann.name())
                        .json()
                        .at("/addresses/0/tcpPort")
                        .asInt())
                .isEqualTo(42_002);
    }

    @Test
    void of_many_who_want_a_name_at_once_one_gets_it() throws Exception {
        String name = TestPeer.freshName("many");
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++)
            tries.add(() -> TestPeer.unregistered(api(), name).register(0, 0).status());
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : threads.invokeAll(tries)) statuses.add(one.get());
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-ann",
                "a/b",
                "ann bob",
                "Server",
                "say",
                "an\u00e4",
                "123456789012345678901234567890123"
            })
    void what_cannot_be_a_name_is_refused(String name) {
        api().post("/api/v1/peers", body("name", name)).isProblem(400, "name-invalid");
        api().post("/api/v1/challenges", body("name", name, "purpose", "sign-in"))
                .isProblem(400, "name-invalid");
    }

    @Test
    void a_key_comes_with_a_proof_and_ports_with_a_key() {
        String name = TestPeer.freshName("p");
        String key = TestPeer.unregistered(api(), name).key();
        api().post("/api/v1/peers", body("name", name, "key", key))
                .isProblem(400, "validation-failed")
                .names("nonce")
                .names("signature");
        api().post("/api/v1/peers", body("name", name, "tcpPort", 42_000))
                .isProblem(400, "validation-failed")
                .names("key");
        api().post("/api/v1/peers", body("name", name, "key", "AAAA", "nonce", "n", "signature", "s"))
                .isProblem(400, "validation-failed")
                .names("key");
        api().post("/api/v1/peers", body("name", name, "tcpPort", 80))
                .isProblem(400, "validation-failed")
                .names("tcpPort");
    }

    @Test
    void a_nonce_works_once_at_all_trackers_of_the_store_together() {
        TestPeer ann = newPeer();
        Map<String, Object> answer = ann.signIn("sign-in", ann.challenge("sign-in"), 42_000, 0);
        api().post("/api/v1/sessions", answer).is(201);
        api().post("/api/v1/sessions", answer).isProblem(400, "challenge-used");
        try (TestTracker other = tracker().another(Map.of())) {
            other.api().post("/api/v1/sessions", answer).isProblem(400, "challenge-used");
            Api.Answer challenge = ann.at(other.api()).challenge("sign-in").is(201);
            api().post("/api/v1/sessions", ann.signIn("sign-in", challenge, 42_000, 0))
                    .is(201);
        }
    }

    @Test
    void a_nonce_is_good_for_its_purpose_and_name_only() {
        TestPeer ann = newPeer();
        TestPeer ben = newPeer();
        api().post("/api/v1/sessions", ann.signIn("sign-in", ann.challenge("register"), 0, 0))
                .isProblem(400, "challenge-invalid");
        api().post("/api/v1/sessions", ann.signIn("sign-in", ben.challenge("sign-in"), 0, 0))
                .isProblem(400, "challenge-invalid");
    }

    @Test
    void a_nonce_that_no_tracker_gave_out_is_refused() {
        TestPeer ann = newPeer();
        Map<String, Object> answer = ann.signIn("sign-in", ann.challenge("sign-in"), 0, 0);
        char[] nonce = ((String) answer.get("nonce")).toCharArray();
        nonce[3] = nonce[3] == 'A' ? 'B' : 'A';
        for (String forged : List.of(new String(nonce), "A".repeat(54), "", "!!!", "A")) {
            answer.put("nonce", forged);
            api().post("/api/v1/sessions", answer).isProblem(400, "challenge-invalid");
        }
    }

    @Test
    void a_signature_covers_the_ports() {
        TestPeer ann = newPeer();
        Map<String, Object> answer = ann.signIn("sign-in", ann.challenge("sign-in"), 42_000, 42_000);
        answer.put("udpPort", 42_001);
        api().post("/api/v1/sessions", answer).isProblem(403, "bad-signature");
    }

    @Test
    void only_who_is_registered_with_a_key_signs_in() {
        TestPeer.unregistered(api(), TestPeer.freshName("nobody")).signIn(0, 0).isProblem(404, "unknown-peer");
        TestPeer keyless = TestPeer.unregistered(api(), TestPeer.freshName("keyless"));
        api().post("/api/v1/peers", body("name", keyless.name())).is(201);
        keyless.signIn(0, 0).isProblem(403, "no-key");
    }

    @Test
    void a_credential_is_the_clusters_word_for_name_and_key() {
        TestPeer ann = TestPeer.unregistered(api(), TestPeer.freshName("Ann"));
        Api.Answer session = ann.register(42_000, 0).is(201);
        JsonNode about = api().get("/api/v1/tracker").is(200).json();
        String[] parts = session.text("credential").split("\\.");
        byte[] payload = Base64.getUrlDecoder().decode(parts[0]);
        byte[] key = Base64.getUrlDecoder().decode(about.path("clusterKey").asString());
        assertThat(Ed25519.verifies(
                        Ed25519.publicKey(key), payload, Base64.getUrlDecoder().decode(parts[1])))
                .isTrue();
        Instant expires = Instant.parse(session.text("credentialExpiresAt"));
        assertThat(new String(payload, StandardCharsets.UTF_8).split("\n"))
                .containsExactly(
                        "fileswarm-credential/1",
                        about.path("trackerId").asString(),
                        ann.name(),
                        ann.key(),
                        String.valueOf(expires.getEpochSecond()));
        assertThat(Duration.between(tracker().clock().instant(), expires)).isLessThanOrEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_heartbeat_answers_with_the_newest_announcement_stored_and_never_goes_back() {
        TestPeer ann = newPeer();
        String path = "/api/v1/peers/" + ann.name() + "/heartbeat";
        JsonNode first =
                ann.api().post(path, body("epoch", 9, "sequence", 9)).is(200).json();
        assertThat(first.path("epoch").asLong()).isZero();
        assertThat(first.path("sequence").asLong()).isZero();
        Peers peers = tracker().bean(Peers.class);
        PeerName name = PeerName.of(ann.name());
        CallerHost host = CallerHost.of("127.0.0.1");
        Announcer announcer = peers.announcer(Caller.of(name));
        peers.announced(announcer, host, 7, 3);
        peers.announced(announcer, host, 7, 2);
        peers.announced(announcer, host, 6, 8);
        JsonNode later = ann.api().send("POST", path, null).is(200).json();
        assertThat(later.path("epoch").asLong()).isEqualTo(7);
        assertThat(later.path("sequence").asLong()).isEqualTo(3);
        assertThat(Instant.parse(later.path("leaseUntil").asString()))
                .isAfter(tracker().clock().instant());
    }

    @Test
    void nobody_speaks_for_somebody_else() {
        TestPeer ann = newPeer();
        TestPeer ben = newPeer();
        ben.api().post("/api/v1/peers/" + ann.name() + "/heartbeat", Map.of()).isProblem(403, "not-allowed");
        ben.api().patch("/api/v1/peers/" + ann.name(), body("tcpPort", 42_000)).isProblem(403, "not-allowed");
        ben.api().delete("/api/v1/peers/" + ann.name()).isProblem(403, "not-allowed");
        api().delete("/api/v1/peers/" + ann.name()).isProblem(401, "not-signed-in");
    }

    @Test
    void signing_out_ends_the_token_and_the_presence_but_not_the_name() {
        TestPeer ann = newPeer();
        String first = ann.token();
        ann.signIn(42_000, 0).is(201);
        assertThat(ann.token()).isNotEqualTo(first);
        api().as(first).get("/api/v1/peers").is(200);
        ann.api().delete("/api/v1/sessions/current").is(204);
        ann.api().delete("/api/v1/sessions/current").is(204);
        ann.api().get("/api/v1/peers/" + ann.name()).isProblem(401, "not-signed-in");
        ann.api().delete("/api/v1/peers/" + ann.name()).isProblem(401, "not-signed-in");
        assertThat(isOnline(ann)).isFalse();
        ann.withOtherKey().register(42_000, 0).isProblem(409, "name-taken");
        ann.signIn(42_000, 0).is(201);
        assertThat(isOnline(ann)).isTrue();
    }

    @Test
    void a_name_without_a_key_is_its_tokens() {
        String name = TestPeer.freshName("keyless");
        Api.Answer session = api().post("/api/v1/peers", body("name", name)).is(201);
        assertThat(session.json().has("credential")).isFalse();
        assertThat(session.json().path("peer").has("key")).isFalse();
        api().post("/api/v1/peers", body("name", name)).isProblem(409, "name-taken");
        Api owner = api().as(session.text("token"));
        owner.post("/api/v1/peers", body("name", name)).is(200);
        owner.post("/api/v1/peers/" + name + "/heartbeat", Map.of()).is(200);
        owner.patch("/api/v1/peers/" + name, body("tcpPort", 42_000)).isProblem(403, "no-key");
        TestPeer.unregistered(api(), name).register(42_000, 0).isProblem(409, "name-taken");
    }

    @Test
    void peers_are_listed_by_name_page_by_page() {
        String start = TestPeer.freshName("list");
        List<String> names = new ArrayList<>();
        for (String end : List.of("b", "C", "a", "e", "D")) {
            api().post("/api/v1/peers", body("name", start + end)).is(201);
            names.add(start + end);
        }
        names.sort(String.CASE_INSENSITIVE_ORDER);
        List<String> listed = new ArrayList<>();
        String after = null;
        do {
            String page = "/api/v1/peers?limit=2" + (after == null ? "" : "&after=" + after);
            JsonNode answer = api().get(page).is(200).json();
            assertThat(answer.path("items").size()).isLessThanOrEqualTo(2);
            answer.path("items").forEach(peer -> listed.add(peer.path("name").asString()));
            after = answer.path("next").asString(null);
        } while (after != null);
        assertThat(listed).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER).doesNotHaveDuplicates();
        assertThat(listed.stream().filter(name -> name.startsWith(start))).containsExactlyElementsOf(names);
    }

    @Test
    void lists_show_who_is_online_offline_or_was_here_lately() {
        TestPeer here = newPeer();
        TestPeer gone = newPeer();
        gone.api().delete("/api/v1/sessions/current").is(204);
        assertThat(names("online=true")).contains(here.name()).doesNotContain(gone.name());
        assertThat(names("online=false")).contains(gone.name()).doesNotContain(here.name());
        assertThat(names("since=600")).contains(here.name(), gone.name());
        assertThat(names("since=PT10M&online=true")).contains(here.name()).doesNotContain(gone.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since=soon",
                "since=-5",
                "since=-PT5S",
                "since=",
                "limit=0",
                "limit=1001",
                "limit=x",
                "online=maybe",
                "after=!",
                "since=99999999999999999999"
            })
    void a_list_that_cannot_be_is_refused(String query) {
        api().get("/api/v1/peers?" + query).isProblem(400, "validation-failed");
    }

    @Test
    void ports_are_changed_one_by_one() {
        TestPeer ann = newPeer();
        String path = "/api/v1/peers/" + ann.name();
        ann.api().patch(path, body("udpPort", 43_001)).is(200);
        JsonNode address =
                ann.api().patch(path, body("tcpPort", 43_000)).is(200).json().at("/addresses/0");
        assertThat(address.path("tcpPort").asInt()).isEqualTo(43_000);
        assertThat(address.path("udpPort").asInt()).isEqualTo(43_001);
        ann.api()
                .patch(path, body("tcpPort", 70_000))
                .isProblem(400, "validation-failed")
                .names("tcpPort");
    }

    @Test
    void deregistering_frees_the_name_after_everybody_has_dropped_what_is_of_it() {
        TestPeer ann = newPeer();
        ann.api().delete("/api/v1/peers/" + ann.name()).is(204);
        api().get("/api/v1/peers/" + ann.name()).isProblem(404, "unknown-peer");
        ann.api().get("/api/v1/peers").isProblem(401, "not-signed-in");
        ann.withOtherKey().register(42_000, 0).is(201);
    }

    @Test
    void deregistering_may_be_repeated_until_somebody_takes_the_name() {
        TestPeer ann = newPeer();
        TestPeer ben = newPeer();
        String path = "/api/v1/peers/" + ann.name();
        ann.api().delete(path).is(204);
        ann.api().delete(path).is(204);
        ann.api().delete("/api/v1/peers/" + ben.name()).isProblem(401, "not-signed-in");
        ann.withOtherKey().register(42_000, 0).is(201);
        ann.api().delete(path).isProblem(401, "not-signed-in");
        api().get(path).is(200);
    }

    @Test
    void an_operator_removes_names_and_bans_them_with_their_keys() {
        Api operator = api().as(tracker().operatorToken());
        TestPeer ann = newPeer();
        String ban = "/api/v1/bans/" + ann.name();
        ann.api().put(ban).isProblem(403, "not-allowed");
        operator.put(ban).is(204);
        operator.put(ban).is(204);
        ann.api().get("/api/v1/peers").isProblem(401, "not-signed-in");
        assertThat(isOnline(ann)).isFalse();
        ann.signIn(0, 0).isProblem(403, "banned");
        operator.delete("/api/v1/peers/" + ann.name()).is(204);
        operator.delete("/api/v1/peers/" + ann.name()).isProblem(404, "unknown-peer");
        ann.register(0, 0).isProblem(403, "banned");
        api().post("/api/v1/peers", body("name", ann.name())).isProblem(403, "banned");
        operator.delete(ban).is(204);
        ann.register(0, 0).is(201);
    }

    @Test
    void a_ban_covers_every_name_of_the_key_and_so_does_lifting_it() {
        Api operator = api().as(tracker().operatorToken());
        TestPeer ann = newPeer();
        TestPeer alias = ann.named(TestPeer.freshName("alias"));
        alias.register(42_000, 0).is(201);
        operator.put("/api/v1/bans/" + ann.name()).is(204);
        alias.api().get("/api/v1/peers").isProblem(401, "not-signed-in");
        assertThat(isOnline(alias)).isFalse();
        alias.signIn(0, 0).isProblem(403, "banned");
        ann.named(TestPeer.freshName("another")).register(0, 0).isProblem(403, "banned");
        operator.delete("/api/v1/bans/" + alias.name()).is(204);
        ann.signIn(0, 0).is(201);
    }

    @Test
    void a_heartbeat_tells_that_the_bans_have_changed_and_members_may_read_them() {
        Api operator = api().as(tracker().operatorToken());
        TestPeer ann = newPeer();
        TestPeer mallory = newPeer();
        long before = bansVersion(ann);
        operator.put("/api/v1/bans/" + mallory.name()).is(204);
        long after = bansVersion(ann);
        assertThat(after).isGreaterThan(before);
        JsonNode ban = ban(ann, mallory).orElseThrow();
        assertThat(ban.path("key").asString()).isEqualTo(mallory.key());
        api().get("/api/v1/bans").isProblem(401, "not-signed-in");
        operator.delete("/api/v1/bans/" + mallory.name()).is(204);
        assertThat(bansVersion(ann)).isGreaterThan(after);
        assertThat(ban(ann, mallory)).isEmpty();
    }

    private static long bansVersion(TestPeer peer) {
        JsonNode lease = peer.api()
                .post("/api/v1/peers/" + peer.name() + "/heartbeat", Map.of())
                .is(200)
                .json();
        return lease.path("bansVersion").asLong(-1);
    }

    private static Optional<JsonNode> ban(TestPeer reader, TestPeer banned) {
        return reader.api()
                .get("/api/v1/bans?limit=1000")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .filter(ban -> ban.path("name").asString().equals(banned.name().toLowerCase()))
                .findFirst();
    }

    @Test
    void an_operator_is_no_peer() {
        Api operator = api().as(tracker().operatorToken());
        operator.post("/api/v1/peers/" + newPeer().name() + "/heartbeat", Map.of())
                .isProblem(403, "not-allowed");
        operator.delete("/api/v1/sessions/current").isProblem(403, "not-allowed");
    }

    @Test
    void the_table_version_grows_when_somebody_comes() {
        TestPeer ann = newPeer();
        String path = "/api/v1/peers/" + ann.name() + "/heartbeat";
        long before = ann.api()
                .post(path, Map.of())
                .is(200)
                .json()
                .path("tableVersion")
                .asLong();
        newPeer();
        Await.until(
                "the table's version is beyond " + before,
                () -> ann.api().post(path, Map.of()).json().path("tableVersion").asLong() > before);
    }

    private List<String> names(String query) {
        return api().get("/api/v1/peers?limit=1000&" + query)
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(peer -> peer.path("name").asString())
                .toList();
    }

    private boolean isOnline(TestPeer peer) {
        return api().get("/api/v1/peers/" + peer.name())
                .is(200)
                .json()
                .path("online")
                .asBoolean();
    }

    private TestPeer newPeer() {
        return TestPeer.registered(api(), TestPeer.freshName("peer"));
    }

    private Api api() {
        return tracker().api();
    }
}
