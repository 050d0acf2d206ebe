package dev.fileswarm.tracker.limit;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is too much is refused with a time to come back, and only for whom it is too much. */
class LimitsTest {
    /** Few enough that they are used up faster than they come back, however slow the machine is. */
    private static final int SIGN_INS = 60;

    private static final int MANY = 1_000;

    private static TestTracker tracker;

    @BeforeAll
    static void startWithLimitsThatCanBeReached() {
        tracker = TestTracker.start(Map.of(
                "fileswarm.limits.sign-ins-per-address",
                SIGN_INS,
                "fileswarm.limits.sign-ins-per-name",
                SIGN_INS / 3,
                "fileswarm.limits.offers-per-peer",
                5,
                "fileswarm.limits.holdings-per-peer",
                5,
                "fileswarm.limits.messages-per-sender",
                5,
                "fileswarm.limits.broadcasts-per-sender",
                2,
                "fileswarm.limits.body-bytes-per-address",
                3 << 20,
                "fileswarm.access.trusted-proxies",
                "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        tracker.close();
    }

    /** Behind the trusted proxy that all tests are, so that each has addresses of its own. */
    private static Api from(String address) {
        return tracker.api().with("X-Forwarded-For", address);
    }

    private static Api.Answer register(Api api, String name) {
        return api.post("/api/v1/peers", body("name", name));
    }

    /** The first answer that says too-many; the last of many where none does. */
    private static Api.Answer refusedSooner(Supplier<Api.Answer> call) {
        Api.Answer answer = call.get();
        for (int i = 1; i < MANY && answer.status() != 429; i++) answer = call.get();
        return answer;
    }

    @Test
    void a_thousand_registrations_from_one_address_are_too_many_and_others_still_get_in() {
        Api flooder = from("203.0.113.1");
        int accepted = 0;
        Api.Answer refused = null;
        for (int i = 0; i < MANY; i++) {
            Api.Answer answer = register(flooder, "flood-" + i);
            if (answer.status() == 201) accepted++;
            else refused = answer.isProblem(429, "too-many");
        }
        assertThat(accepted).isBetween(SIGN_INS, MANY - 1);
        assertThat(refused).isNotNull();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.text("detail")).contains("sign-ins-per-address");
        register(from("203.0.113.2"), "somebody-else").is(201);
        flooder.get("/api/v1/peers?limit=1").is(200);
        Await.until(
                "the flooder may register again after a while",
                () -> register(flooder, "later").status() == 201);
    }

    @Test
    void guessing_at_one_name_is_limited_where_it_comes_from_and_does_not_lock_its_owner_out() {
        TestPeer ann = TestPeer.unregistered(from("203.0.113.10"), "ann-limited");
        ann.register(42_000, 0).is(201);
        TestPeer thief = ann.at(from("203.0.113.11")).withOtherKey();
        Map<String, Object> forged = thief.signIn("sign-in", thief.challenge("sign-in"), 0, 0);
        Api thiefApi = from("203.0.113.11");
        refusedSooner(() -> thiefApi.post("/api/v1/sessions", forged)).isProblem(429, "too-many");
        ann.signIn(42_000, 0).is(201);
        register(thiefApi, "another-name").is(201);
    }

    @Test
    void the_addresses_of_one_ipv6_site_count_as_one() {
        AtomicInteger host = new AtomicInteger();
        refusedSooner(() -> {
                    int number = host.incrementAndGet();
                    return register(from("2001:db8::" + Integer.toHexString(number)), "six-" + number);
                })
                .isProblem(429, "too-many");
        register(from("2001:db8:0:1::1"), "six-next-door").is(201);
    }

    @Test
    void a_forwarded_address_from_whom_nobody_trusts_counts_for_nothing() {
        try (TestTracker plain = TestTracker.start(Map.of("fileswarm.limits.sign-ins-per-address", 2))) {
            for (int i = 0; i < 2; i++)
                register(plain.api().with("X-Forwarded-For", "203.0.113." + i), "p" + i)
                        .is(201);
            register(plain.api().with("X-Forwarded-For", "203.0.113.9"), "p9").isProblem(429, "too-many");
        }
    }

    @Test
    void a_peer_has_so_many_offers_and_repeating_one_is_always_fine() {
        TestPeer ann = TestPeer.registered(from("203.0.113.20"), TestPeer.freshName("ann"));
        List<Map<String, Object>> offers = IntStream.range(0, 6)
                .mapToObj(i -> body("content", TestContents.fresh(5), "name", "f" + i))
                .toList();
        ann.api().post("/api/v1/offers", body("offers", offers.subList(0, 5))).is(200);
        Api.Answer refused =
                ann.api().post("/api/v1/offers", body("offers", offers)).isProblem(429, "too-many");
        assertThat(refused.header("Retry-After")).isEqualTo("600");
        assertThat(refused.text("detail")).contains("more than 5", "offers-per-peer");
        ann.api().post("/api/v1/offers", body("offers", offers.subList(0, 5))).is(200);
        String first = (String) offers.getFirst().get("content");
        ann.api().delete("/api/v1/offers?content=" + first).is(204);
        ann.api().post("/api/v1/offers", body("offers", offers.subList(1, 6))).is(200);
    }

    @Test
    void a_peer_has_so_many_holdings() {
        TestPeer ann = TestPeer.registered(from("203.0.113.21"), TestPeer.freshName("ann"));
        List<Map<String, Object>> six = IntStream.range(0, 6)
                .mapToObj(i -> body("content", TestContents.fresh(5), "complete", true))
                .toList();
        announce(ann, 1, six.subList(0, 5)).is(200);
        announce(ann, 2, six).isProblem(429, "too-many");
        announce(ann, 3, six.subList(0, 5)).is(200);
    }

    private static Api.Answer announce(TestPeer peer, long sequence, List<Map<String, Object>> holdings) {
        return peer.api()
                .post("/api/v1/announcements", body("epoch", 1, "sequence", sequence, "announcements", holdings));
    }

    @Test
    void a_sender_has_so_many_messages_a_minute_and_fewer_to_everybody() {
        TestPeer ann = TestPeer.registered(from("203.0.113.40"), TestPeer.freshName("ann"));
        TestPeer bob = TestPeer.registered(from("203.0.113.41"), TestPeer.freshName("bob"));
        refusedSooner(() -> ann.api().post("/api/v1/messages", body("to", bob.name(), "text", "hello")))
                .isProblem(429, "too-many");
        bob.api()
                .post("/api/v1/messages", body("to", ann.name(), "text", "slowly"))
                .is(201);
        refusedSooner(() -> ann.api().post("/api/v1/broadcasts", body("text", "hello")))
                .isProblem(429, "too-many");
    }

    @Test
    void bytes_of_bodies_are_counted_however_many_requests_they_come_in() {
        Api api = from("203.0.113.30");
        String large = "{\"name\":\"" + "x".repeat(1_000_000) + "\"}";
        refusedSooner(() -> {
                    Api.Answer answer = api.post("/api/v1/peers", large);
                    return answer.status() == 429 ? answer : api.get("/api/v1/tracker");
                })
                .isProblem(429, "too-many");
        api.get("/api/v1/tracker").is(200);
    }
}
