package dev.fileswarm.tracker;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.peer.Cluster;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a closed tracker shows, and to whom. */
class AccessTest {
    private static TestTracker closed;

    @BeforeAll
    static void start() {
        closed = TestTracker.start(Map.of("fileswarm.access.open", false));
    }

    @AfterAll
    static void stop() {
        closed.close();
    }

    @Test
    void a_closed_tracker_says_what_it_is_and_nothing_else_to_strangers() {
        Api api = closed.api();
        assertThat(api.get("/api/v1/tracker").is(200).json().path("open").asBoolean(true))
                .isFalse();
        for (String path : new String[] {"/api/v1/peers", "/api/v1/peers/ann", "/api/v1/offers", "/api/v1/contents"})
            assertThat(api.get(path).status()).as(path).isEqualTo(401);
        api.get("/swagger-ui/index.html").is(200);
    }

    @Test
    void registering_at_a_closed_tracker_needs_its_secret_and_signing_in_does_not() {
        String name = TestPeer.freshName("ann");
        Api api = closed.api();
        api.post("/api/v1/peers", body("name", name)).isProblem(403, "join-secret-required");
        api.post("/api/v1/peers", body("name", name, "joinSecret", "wrong")).isProblem(403, "join-secret-wrong");
        TestPeer ann = TestPeer.unregistered(api, name);
        Map<String, Object> request = ann.registration(ann.challenge("register"), 0, 0);
        request.put("joinSecret", closed.bean(Cluster.class).joinSecret());
        String token = api.post("/api/v1/peers", request).is(201).text("token");
        api.as(token).get("/api/v1/peers").is(200);
        ann.signIn(0, 0).is(201);
    }

    @Test
    void all_trackers_of_a_store_have_one_identity() {
        try (TestTracker other = closed.another(Map.of())) {
            assertThat(other.bean(Cluster.class).joinSecret())
                    .isEqualTo(closed.bean(Cluster.class).joinSecret());
            assertThat(other.api().get("/api/v1/tracker").text("clusterKey"))
                    .isEqualTo(closed.api().get("/api/v1/tracker").text("clusterKey"));
            assertThat(other.api().get("/api/v1/tracker").text("trackerId"))
                    .isEqualTo(closed.api().get("/api/v1/tracker").text("trackerId"));
        }
    }

    @Test
    void health_and_metrics_have_a_port_of_their_own() {
        Api management = new Api(closed.managementUrl());
        management.get("/actuator/health/liveness").is(200);
        management.get("/actuator/health/readiness").is(200);
        assertThat(management.get("/actuator/prometheus").is(200).response().body())
                .contains("fileswarm_peers_online ");
        closed.api().get("/actuator/health").isProblem(404, "not-found");
        management.get("/actuator/env").is(404);
    }
}
