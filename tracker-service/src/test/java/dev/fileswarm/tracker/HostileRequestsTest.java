package dev.fileswarm.tracker;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.contract.ContractCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of hostile input has a status and a code of its own. The campaign sends what nobody thought of. */
class HostileRequestsTest {
    private static final String ROOT = "ab".repeat(32);

    private static TestTracker tracker;
    private static TestPeer ann;

    @BeforeAll
    static void start() {
        tracker = TestTracker.start(Map.of());
        ann = TestPeer.registered(tracker.api(), "Ann");
    }

    @AfterAll
    static void stop() {
        tracker.close();
    }

    private static Api api() {
        return tracker.api();
    }

    private static Api.Answer register(String name) {
        return api().post("/api/v1/peers", body("name", name));
    }

    private static Api.Answer offer(Object content, Object name) {
        return ann.api().post("/api/v1/offers", body("offers", List.of(body("content", content, "name", name))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"name\":\"a\"",
                "{\"name\":\"a\",}",
                "{'name':'a'}",
                "\u0000\u0001",
                "[[[[",
                "{\"a\":NaN}"
            })
    void malformed_json(String text) {
        api().post("/api/v1/peers", text).isProblem(400, "malformed-request");
    }

    @Test
    void json_that_is_nested_without_end_or_has_endless_numbers() {
        api().post("/api/v1/peers", "[".repeat(100_000)).isProblem(400, "malformed-request");
        api().post("/api/v1/peers", "{\"name\":" + "{\"a\":".repeat(5_000)).isProblem(400, "malformed-request");
        api().post("/api/v1/peers", "{\"name\":\"a\",\"tcpPort\":" + "9".repeat(100_000) + "}")
                .isProblem(400, "malformed-request");
    }

    @Test
    void unknown_fields() {
        api().post("/api/v1/peers", body("name", "a", "admin", true)).isProblem(400, "unknown-field");
        ann.api()
                .post(
                        "/api/v1/announcements",
                        "{\"epoch\":1,\"sequence\":1,\"announcements\":[{\"content\":\"x\",\"complete\":true,\"x\":1}]}")
                .isProblem(400, "unknown-field");
    }

    @Test
    void unknown_parameters_at_every_operation() {
        Api operator = api().as(tracker.operatorToken());
        ContractCheck contract = new ContractCheck(api().get("/openapi").is(200).json());
        for (ContractCheck.Operation operation : contract.operations()) {
            String path = operation.path().replace("{content}", ROOT + "-1").replaceAll("\\{\\w+}", "ann");
            Api caller = operation.path().contains("/bans/") ? operator : ann.api();
            for (String query : List.of("?ofset=1", "?limit=1&%6fwners=ann", "?=", "?%E2%80%AE=1"))
                caller.send(operation.method(), path + query, null).isProblem(400, "unknown-parameter");
        }
        Api.Answer answer = api().get("/api/v1/offers?owners=ann").isProblem(400, "unknown-parameter");
        assertThat(answer.text("detail")).contains("'owners'", "limit, maxSize, minSize, name, online, owner, q");
        assertThat(api().get("/api/v1/tracker?x").text("detail")).contains("none");
        api().get("/api/v1/offers?").is(200);
        api().get("/api/v1/offers?&limit=1&").is(200);
    }

    @Test
    void wrong_types_are_told_in_the_words_of_json() {
        String content = "/api/v1/contents/" + ROOT + "-1/holders";
        assertThat(ann.api()
                        .get(content + "?chunks=x")
                        .isProblem(400, "validation-failed")
                        .text("detail"))
                .isEqualTo("chunks must be whole numbers with commas between them.");
        assertThat(ann.api()
                        .post("/api/v1/offers", "{\"offers\":7}")
                        .isProblem(400, "malformed-request")
                        .text("detail"))
                .isEqualTo("offers must be an array.");
        assertThat(api().post("/api/v1/peers", "{\"name\":[]}")
                        .isProblem(400, "malformed-request")
                        .text("detail"))
                .isEqualTo("name must be a string.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":[]}",
                "{\"name\":{\"$gt\":\"\"}}",
                "{\"name\":\"a\",\"tcpPort\":true}",
                "{\"name\":\"a\",\"tcpPort\":[1]}",
                "{\"name\":\"a\",\"tcpPort\":42000.7}"
            })
    void wrong_types(String text) {
        api().post("/api/v1/peers", text).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "..",
                ".",
                "../a",
                "a|b",
                "server",
                "Server",
                "SERVER",
                "start",
                "stop",
                "say",
                "list",
                "Fileswarm",
                "a\u0000",
                "a\n",
                "\u001b[2J",
                "\u202Egpj",
                "-a",
                "_a",
                "ä",
                "аnn",
                "a%00",
                "a\\b",
                "$where",
                "{}"
            })
    void hostile_names(String name) {
        register(name).isProblem(400, "name-invalid");
    }

    @Test
    void names_that_are_too_long() {
        register("a".repeat(32)).is(201);
        register("a".repeat(33)).isProblem(400, "name-invalid");
        register("a".repeat(500_000)).isProblem(400, "name-invalid");
    }

    @Test
    void twins_of_a_name_in_other_letters() {
        for (String twin : List.of("ann", "ANN", "aNn")) register(twin).isProblem(409, "name-taken");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 80, 1_023, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void ports_outside_of_their_range(long port) {
        ann.api()
                .patch("/api/v1/peers/ann", body("tcpPort", port))
                .isProblem(400, "validation-failed")
                .names("tcpPort");
        api().post("/api/v1/sessions", body("name", "ann", "nonce", "x", "signature", "x", "udpPort", port))
                .isProblem(400, "validation-failed")
                .names("udpPort");
    }

    @Test
    void negative_sizes() {
        api().get("/api/v1/offers?minSize=-1")
                .isProblem(400, "validation-failed")
                .names("minSize");
        offer(ROOT + "--5", "a").isProblem(400, "bad-content-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-100-n101",
                "-100-n0",
                "-70000-n65537",
                "-100-n99999999999999999999",
                "-9007199254740991-n1",
                "-9007199254740991-c1",
                "-9007199254740992",
                "-300000-c300000",
                "-262144-n1",
                "-1-c0"
            })
    void absurd_chunk_counts_and_sizes(String rest) {
        offer(ROOT + rest, "a").isProblem(400, "bad-content-id");
        api().get("/api/v1/contents/" + ROOT + rest).isProblem(400, "bad-content-id");
    }

    @Test
    void ids_of_no_content() {
        api().get("/api/v1/contents/" + ROOT + "-5").isProblem(404, "content-not-found");
        api().get("/api/v1/contents/" + ROOT + "-5/holders").isProblem(404, "content-not-found");
        ann.api().delete("/api/v1/offers?content=" + ROOT + "-5").isProblem(404, "offer-not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/bans",
        "POST, /api/v1/offers",
        "POST, /api/v1/announcements",
        "POST, /api/v1/peers/ann/heartbeat",
        "PATCH, /api/v1/peers/ann",
        "DELETE, /api/v1/peers/ann",
        "DELETE, /api/v1/sessions/current",
        "PUT, /api/v1/bans/ann",
        "POST, /api/v1/messages",
        "GET, /api/v1/messages",
        "GET, /api/v1/blocks",
        "POST, /api/v1/introductions"
    })
    void missing_tokens(String method, String path) {
        api().send(method, path, method.equals("GET") || method.equals("DELETE") ? null : Map.of())
                .isProblem(401, "not-signed-in");
    }

    @Test
    void foreign_tokens() {
        TestPeer ben = TestPeer.registered(api(), "ben");
        ben.api().post("/api/v1/peers/ann/heartbeat", Map.of()).isProblem(403, "not-allowed");
        ben.api().put("/api/v1/bans/ann").isProblem(403, "not-allowed");
        try (TestTracker other = TestTracker.start(Map.of())) {
            String elsewhere = TestPeer.registered(other.api(), "ann").token();
            api().as(elsewhere).get("/api/v1/peers").isProblem(401, "not-signed-in");
        }
    }

    @Test
    void two_tokens_in_one_request() {
        TestPeer other = TestPeer.registered(api(), "two-tokens");
        for (Api both : List.of(ann.api().as(other.token()), ann.api().with("authorization", "Basic x"))) {
            both.get("/api/v1/peers").isProblem(400, "malformed-request");
            both.post("/api/v1/messages", body("to", "ann", "text", "hello")).isProblem(400, "malformed-request");
        }
        ann.api().as(other.token()).get("/api/v1/tracker").is(200);
    }

    @Test
    void expired_and_revoked_tokens_and_challenges() {
        TestPeer cat = TestPeer.registered(api(), "cat");
        Map<String, Object> early = cat.signIn("sign-in", cat.challenge("sign-in"), 0, 0);
        String first = cat.token();
        tracker.clock().advance(Duration.ofHours(25));
        api().as(first).get("/api/v1/peers").isProblem(401, "token-expired");
        api().post("/api/v1/sessions", early).isProblem(400, "challenge-expired");
        cat.signIn(0, 0).is(201);
        cat.api().delete("/api/v1/sessions/current").is(204);
        cat.api().get("/api/v1/peers").isProblem(401, "not-signed-in");
        ann.signIn(0, 0).is(201);
    }

    @Test
    void replayed_and_forged_challenges() {
        TestPeer dan = TestPeer.registered(api(), "dan");
        Map<String, Object> answer = dan.signIn("sign-in", dan.challenge("sign-in"), 0, 0);
        api().post("/api/v1/sessions", answer).is(201);
        api().post("/api/v1/sessions", answer).isProblem(400, "challenge-used");
        Map<String, Object> forged = dan.signIn("sign-in", dan.challenge("sign-in"), 0, 0);
        String nonce = (String) forged.get("nonce");
        for (String other : List.of("", "A".repeat(54), nonce.substring(1), nonce + "A", "ä", nonce.toLowerCase())) {
            forged.put("nonce", other);
            api().post("/api/v1/sessions", forged).isProblem(400, "challenge-invalid");
        }
        TestPeer thief = dan.withOtherKey();
        api().post("/api/v1/sessions", thief.signIn("sign-in", dan.challenge("sign-in"), 0, 0))
                .isProblem(403, "bad-signature");
        assertThat(api().post("/api/v1/sessions", dan.signIn("sign-in", dan.challenge("register"), 0, 0))
                        .status())
                .isBetween(400, 403);
    }

    @Test
    void bodies_over_the_limit() throws IOException {
        api().post("/api/v1/peers", "{\"name\":\"" + "x".repeat(1 << 20) + "\"}")
                .isProblem(413, "too-large");
        assertThat(RawHttp.send(
                                tracker.url(),
                                RawHttp.request("POST", "/api/v1/announcements", ofLength((16 << 20) + 1), null))
                        .body())
                .contains("\"too-large\"");
        List<Map<String, Object>> many = IntStream.range(0, 1_001)
                .mapToObj(i -> body("content", "x", "name", "a"))
                .toList();
        ann.api().post("/api/v1/offers", body("offers", many)).isProblem(400, "validation-failed");
    }

    /** It says so, and is refused before any of it has come. */
    private static List<String> ofLength(int bytes) {
        return List.of("Content-Type: application/json", "Content-Length: " + bytes);
    }

    @Test
    void cursors_of_other_lists_and_of_none() {
        for (String list : List.of("peers", "offers", "contents"))
            for (String after : List.of("%00", "!!!", "A".repeat(3_000), "-"))
                api().get("/api/v1/" + list + "?after=" + after).isProblem(400, "validation-failed");
    }
}
