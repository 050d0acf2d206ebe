package dev.fileswarm.tracker.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Registering, signing in, being here, and leaving, over the wire. */
class PeersTest {
    TestTracker tracker() {
        return TestTracker.shared();
    }

    @Test
    void a_registered_peer_is_online_and_found() {
        TestPeer ann = TestPeer.unregistered(api(), TestPeer.freshName("Ann"));
        Api.Answer session = ann.register(42_000, 42_001).is(201);
        assertThat(session.text("name")).isEqualTo(ann.name());
        assertThat(session.json().path("peer").path("online").asBoolean()).isTrue();
        JsonNode seen = ann.api()
                .get("/api/v1/peers/" + ann.name().toUpperCase())
                .is(200)
                .json();
        assertThat(seen.path("name").asString()).isEqualTo(ann.name());
        assertThat(seen.path("key").asString()).isEqualTo(ann.key());
        assertThat(seen.path("addresses").toString())
                .isEqualTo("[{\"host\":\"127.0.0.1\",\"tcpPort\":42000,\"udpPort\":42001}]");
    }

    private Api api() {
        return tracker().api();
    }
}
