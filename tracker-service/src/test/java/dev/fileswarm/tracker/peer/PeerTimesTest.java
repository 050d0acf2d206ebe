package dev.fileswarm.tracker.peer;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;

/** What time alone brings about, with a clock that the tests move. */
class PeerTimesTest {
    private static TestTracker tracker;

    /** Remembers what was told, and whether a peer that leaves was still known then. */
    static class Listener {
        final List<PeerEvent> events = new CopyOnWriteArrayList<>();
        final List<PeerName> knownWhenLeaving = new CopyOnWriteArrayList<>();
        volatile boolean failing;
        private final Peers peers;

        Listener(Peers peers) {
            this.peers = peers;
        }

        @EventListener
        void hear(PeerEvent event) {
            if (failing && event instanceof PeerEvent.Deregistered)
                throw new IllegalStateException("a listener that cannot drop what it keeps");
            if (event instanceof PeerEvent.Deregistered left
                    && peers.find(left.name()).isPresent()) knownWhenLeaving.add(left.name());
            events.add(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        @Bean
        Listener listener(Peers peers) {
            return new Listener(peers);
        }
    }

    @BeforeAll
    static void start() {
        tracker = TestTracker.start(Map.of(), Listening.class);
    }

    @AfterAll
    static void stop() {
        tracker.close();
    }

    @BeforeEach
    void forget() {
        listener().events.clear();
    }

    @Test
    void a_peer_that_is_not_heard_of_for_thirty_seconds_is_offline_and_that_is_told_once() {
        TestPeer ann = newPeer();
        tracker.clock().advance(Duration.ofSeconds(20));
        heartbeat(ann).is(200);
        tracker.clock().advance(Duration.ofSeconds(20));
        assertThat(isOnline(ann)).isTrue();
        tracker.clock().advance(Duration.ofSeconds(11));
        assertThat(isOnline(ann)).isFalse();
        sweep();
        sweep();
        heartbeat(ann).is(200);
        heartbeat(ann).is(200);
        assertThat(isOnline(ann)).isTrue();
        PeerName name = PeerName.of(ann.name());
        assertThat(listener().events.stream().filter(event -> event.name().equals(name)))
                .containsExactly(
                        new PeerEvent.Registered(name),
                        new PeerEvent.CameOnline(name),
                        new PeerEvent.WentOffline(name),
                        new PeerEvent.CameOnline(name));
    }

    @Test
    void a_nonce_lives_a_minute() {
        TestPeer ann = newPeer();
        Map<String, Object> answer = ann.signIn("sign-in", ann.challenge("sign-in"), 0, 0);
        tracker.clock().advance(Duration.ofSeconds(61));
        tracker.api().post("/api/v1/sessions", answer).isProblem(400, "challenge-expired");
    }

    @Test
    void a_token_lives_a_day_and_is_then_said_to_have_expired() {
        TestPeer ann = newPeer();
        tracker.clock().advance(Duration.ofHours(25));
        heartbeat(ann).isProblem(401, "token-expired");
        sweep();
        heartbeat(ann).isProblem(401, "token-expired");
        ann.at(ann.api()).signIn(0, 0).is(201);
        ann.signIn(0, 0).is(201);
        heartbeat(ann).is(200);
        String old = ann.token();
        tracker.clock().advance(Duration.ofHours(49));
        sweep();
        tracker.api().as(old).get("/api/v1/peers").isProblem(401, "not-signed-in");
    }

    @Test
    void a_heartbeat_brings_a_fresh_credential_once_the_last_is_half_through() {
        TestPeer ann = newPeer();
        tracker.clock().advance(Duration.ofHours(11));
        assertThat(heartbeat(ann).is(200).json().has("credential")).isFalse();
        tracker.clock().advance(Duration.ofHours(2));
        JsonNode fresh = heartbeat(ann).is(200).json();
        assertThat(fresh.path("credential").asString("")).contains(".");
        assertThat(fresh.has("credentialExpiresAt")).isTrue();
        assertThat(heartbeat(ann).is(200).json().has("credential")).isFalse();
    }

    @Test
    void a_name_without_a_key_lapses_after_a_day_unused_and_one_with_a_key_does_not() {
        String name = TestPeer.freshName("keyless");
        Api owner = tracker.api()
                .as(tracker.api()
                        .post("/api/v1/peers", body("name", name))
                        .is(201)
                        .text("token"));
        TestPeer ann = newPeer();
        for (int i = 0; i < 3; i++) {
            tracker.clock().advance(Duration.ofHours(20));
            sweep();
            owner.get("/api/v1/peers").is(200);
        }
        tracker.clock().advance(Duration.ofHours(25));
        sweep();
        tracker.api().get("/api/v1/peers/" + name).isProblem(404, "unknown-peer");
        tracker.api().get("/api/v1/peers/" + ann.name()).is(200);
        assertThat(listener().events).contains(new PeerEvent.Deregistered(PeerName.of(name)));
    }

    @Test
    void others_drop_what_they_keep_of_a_peer_before_its_name_is_free() {
        TestPeer ann = newPeer();
        ann.api().delete("/api/v1/peers/" + ann.name()).is(204);
        assertThat(listener().knownWhenLeaving).contains(PeerName.of(ann.name()));
    }

    @Test
    void a_removal_that_failed_half_way_keeps_the_name_taken_and_is_finished_later() {
        TestPeer ann = newPeer();
        listener().failing = true;
        try {
            ann.api().delete("/api/v1/peers/" + ann.name()).isProblem(500, "internal");
        } finally {
            listener().failing = false;
        }
        ann.withOtherKey().register(0, 0).isProblem(409, "name-taken");
        ann.register(0, 0).isProblem(409, "name-taken");
        ann.signIn(0, 0).isProblem(404, "unknown-peer");
        tracker.clock().advance(Duration.ofMinutes(1));
        sweep();
        ann.withOtherKey().register(0, 0).is(201);
    }

    @Test
    void a_removal_that_failed_half_way_is_finished_by_whoever_asks_again() {
        TestPeer ann = newPeer();
        listener().failing = true;
        try {
            ann.api().delete("/api/v1/peers/" + ann.name()).isProblem(500, "internal");
        } finally {
            listener().failing = false;
        }
        ann.api().delete("/api/v1/peers/" + ann.name()).is(204);
        ann.withOtherKey().register(0, 0).is(201);
    }

    @Test
    void a_tracker_whose_clock_is_off_is_not_ready() {
        try (TestTracker late = TestTracker.start(Map.of())) {
            Api health = new Api(late.managementUrl());
            health.get("/actuator/health/readiness").is(200);
            late.clock().advance(Duration.ofSeconds(5));
            JsonNode answer = health.get("/actuator/health/readiness").is(503).json();
            assertThat(answer.at("/components/store/details/clockSkewMillis").asLong())
                    .isLessThan(-2_000);
            health.get("/actuator/health/liveness").is(200);
        }
    }

    private static void sweep() {
        Sweeper sweeper = tracker.bean(Sweeper.class);
        sweeper.sweepPresence();
        sweeper.sweepRest();
    }

    private static Api.Answer heartbeat(TestPeer peer) {
        return peer.api().post("/api/v1/peers/" + peer.name() + "/heartbeat", Map.of());
    }

    private static boolean isOnline(TestPeer peer) {
        return tracker.api()
                .get("/api/v1/peers/" + peer.name())
                .is(200)
                .json()
                .path("online")
                .asBoolean();
    }

    private static Listener listener() {
        return tracker.bean(Listener.class);
    }

    private static TestPeer newPeer() {
        return TestPeer.registered(tracker.api(), TestPeer.freshName("peer"));
    }
}
