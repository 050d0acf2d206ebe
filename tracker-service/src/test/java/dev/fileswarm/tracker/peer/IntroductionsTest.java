package dev.fileswarm.tracker.peer;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What two peers get for a private link, over the wire. */
class IntroductionsTest {
    TestTracker tracker() {
        return TestTracker.shared();
    }

    @Test
    void a_peer_online_is_introduced_with_its_address_its_key_and_a_credential() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        JsonNode answer = introduce(ben.api(), ann.name()).is(201).json();
        assertThat(answer.at("/peer/name").asString()).isEqualTo(ann.name());
        assertThat(answer.at("/peer/key").asString()).isEqualTo(ann.key());
        assertThat(answer.at("/peer/addresses/0/tcpPort").asInt()).isEqualTo(42_000);
        String payload = answer.path("credential").asString().split("\\.")[0];
        List<String> lines = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines.subList(2, 4)).containsExactly(ann.name(), ann.key());
        assertThat(answer.has("credentialExpiresAt")).isTrue();
    }

    @Test
    void somebody_unknown_cannot_be_introduced() {
        introduce(peer("ben").api(), TestPeer.freshName("nobody")).isProblem(404, "unknown-peer");
    }

    @Test
    void nobody_is_introduced_to_oneself() {
        TestPeer ben = peer("ben");
        introduce(ben.api(), ben.name()).isProblem(422, "yourself");
    }

    @Test
    void a_peer_that_is_offline_cannot_be_introduced() {
        TestPeer ann = peer("ann");
        ann.api().delete("/api/v1/sessions/current").is(204);
        introduce(peer("ben").api(), ann.name()).isProblem(409, "peer-offline");
    }

    @Test
    void both_sides_need_a_key() {
        String name = TestPeer.freshName("keyless");
        Api keyless =
                api().as(api().post("/api/v1/peers", body("name", name)).is(201).text("token"));
        introduce(keyless, peer("ann").name()).isProblem(403, "no-key");
        introduce(peer("ben").api(), name).isProblem(403, "no-key");
    }

    @Test
    void strangers_and_operators_are_introduced_to_nobody() {
        TestPeer ann = peer("ann");
        introduce(api(), ann.name()).isProblem(401, "not-signed-in");
        introduce(api().as(tracker().operatorToken()), ann.name()).isProblem(403, "not-allowed");
    }

    private Api api() {
        return tracker().api();
    }

    private TestPeer peer(String start) {
        return TestPeer.registered(api(), TestPeer.freshName(start));
    }

    private static Api.Answer introduce(Api from, String to) {
        return from.post("/api/v1/introductions", body("to", to));
    }
}
