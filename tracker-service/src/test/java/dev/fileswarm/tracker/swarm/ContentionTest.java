package dev.fileswarm.tracker.swarm;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Many clients at the same things at once, and on two trackers: each answer was true, and so is what is left. */
@Timeout(600)
class ContentionTest {
    private static final int CLIENTS = 32;

    TestTracker tracker() {
        return TestTracker.shared();
    }

    private interface Client {
        void run(int number) throws Exception;
    }

    private static void together(Client client) throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    client.run(number);
                    return null;
                }));
            }
            for (Future<?> one : running) one.get();
        }
    }

    private TestPeer peer(String start) {
        return TestPeer.registered(tracker().api(), TestPeer.freshName(start));
    }

    private static Api.Answer offer(Api api, String content, String name) {
        return api.post("/api/v1/offers", body("offers", List.of(body("content", content, "name", name))));
    }

    private List<String> listed(String content) {
        return tracker()
                .api()
                .get("/api/v1/contents?prefix=" + content)
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("content").asString())
                .toList();
    }

    @Test
    void of_many_who_make_the_same_offer_at_once_one_is_told_that_it_is_new() throws Exception {
        TestPeer ann = peer("ann");
        String content = TestContents.fresh(7);
        List<String> statuses = Collections.synchronizedList(new ArrayList<>());
        together(number -> statuses.add(offer(ann.api(), content, "a")
                .is(200)
                .json()
                .path("results")
                .get(0)
                .path("status")
                .asString()));
        assertThat(statuses).hasSize(CLIENTS);
        assertThat(Collections.frequency(statuses, "offered")).isOne();
        assertThat(listed(content)).containsExactly(content);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void offers_made_and_withdrawn_add_up(long seed) throws Exception {
        List<TestPeer> owners =
                IntStream.range(0, 3).mapToObj(i -> peer("o" + i)).toList();
        List<String> contents =
                IntStream.range(0, 3).mapToObj(i -> TestContents.fresh(7)).toList();
        Map<String, AtomicInteger> there = new ConcurrentHashMap<>();
        together(number -> {
            Random random = new Random(seed * 1_000 + number);
            for (int round = 0; round < 15; round++) {
                TestPeer owner = owners.get(random.nextInt(owners.size()));
                String content = contents.get(random.nextInt(contents.size()));
                String name = "n" + random.nextInt(2);
                AtomicInteger count = there.computeIfAbsent(owner.name() + content + name, key -> new AtomicInteger());
                if (random.nextBoolean()) {
                    Api.Answer answer = offer(owner.api(), content, name).is(200);
                    if (answer.response().body().contains("\"offered\"")) count.incrementAndGet();
                } else if (owner.api()
                                .delete("/api/v1/offers?content=" + content + "&name=" + name)
                                .status()
                        == 204) count.decrementAndGet();
            }
        });
        for (String content : contents) {
            int left = 0;
            for (TestPeer owner : owners) {
                JsonNode offers = tracker()
                        .api()
                        .get("/api/v1/offers?owner=" + owner.name())
                        .json()
                        .path("items");
                for (String name : List.of("n0", "n1")) {
                    long shown = offers.valueStream()
                            .filter(one -> one.path("content").asString().equals(content)
                                    && one.path("name").asString().equals(name))
                            .count();
                    AtomicInteger count = there.getOrDefault(owner.name() + content + name, new AtomicInteger());
                    assertThat(shown)
                            .as("seed %d: %s of %s", seed, name, owner.name())
                            .isEqualTo(count.get());
                    left += (int) shown;
                }
            }
            assertThat(listed(content)).as("seed %d", seed).hasSize(left > 0 ? 1 : 0);
            tracker().api().get("/api/v1/contents/" + content).is(left > 0 ? 200 : 404);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void the_newest_announcement_wins_whoever_comes_last(long seed) throws Exception {
        List<TestPeer> peers =
                IntStream.range(0, 2).mapToObj(i -> peer("h" + i)).toList();
        List<String> contents =
                IntStream.range(0, 3).mapToObj(i -> TestContents.ofChunks(100)).toList();
        AtomicInteger next = new AtomicInteger();
        Map<String, long[]> newest = new ConcurrentHashMap<>();
        together(number -> {
            Random random = new Random(seed * 1_000 + number);
            for (int round = 0; round < 12; round++) {
                TestPeer peer = peers.get(random.nextInt(peers.size()));
                String content = contents.get(random.nextInt(contents.size()));
                long epoch = 1 + random.nextInt(2);
                long sequence = next.incrementAndGet();
                int held = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(99);
                SwarmTest.announce(
                                peer,
                                SwarmTest.request(
                                        epoch,
                                        sequence,
                                        SwarmTest.holds(
                                                content,
                                                100,
                                                IntStream.range(0, held).toArray())))
                        .is(200);
                newest.merge(
                        peer.name() + content,
                        new long[] {epoch, sequence, held},
                        (one, other) -> one[0] > other[0] || one[0] == other[0] && one[1] > other[1] ? one : other);
            }
        });
        for (String content : contents) {
            Api.Answer answer = tracker().api().get("/api/v1/contents/" + content + "/holders");
            boolean anybody = peers.stream()
                    .anyMatch(peer ->
                            newest.containsKey(peer.name() + content) && newest.get(peer.name() + content)[2] > 0);
            assertThat(listed(content)).as("seed %d", seed).hasSize(anybody ? 1 : 0);
            answer.is(anybody ? 200 : 404);
            for (TestPeer peer : peers) {
                long held = newest.getOrDefault(peer.name() + content, new long[3])[2];
                List<Long> shown = answer.json()
                        .path("holders")
                        .valueStream()
                        .filter(holder -> holder.path("name").asString().equals(peer.name()))
                        .map(holder -> holder.path("held").asLong())
                        .toList();
                assertThat(shown).as("seed %d, %s", seed, peer.name()).isEqualTo(held > 0 ? List.of(held) : List.of());
            }
        }
    }

    @Test
    void of_full_announcements_in_any_order_the_last_epoch_is_left() throws Exception {
        TestPeer ann = peer("ann");
        List<String> contents = IntStream.range(0, CLIENTS)
                .mapToObj(i -> TestContents.ofChunks(3))
                .toList();
        together(number -> SwarmTest.announce(
                        ann, SwarmTest.full(number + 1, 1, SwarmTest.complete(contents.get(number))))
                .is(200));
        for (int i = 0; i < CLIENTS; i++) {
            boolean last = i == CLIENTS - 1;
            tracker().api().get("/api/v1/contents/" + contents.get(i)).is(last ? 200 : 404);
            assertThat(listed(contents.get(i))).hasSize(last ? 1 : 0);
        }
    }

    @Test
    void whatever_is_under_way_when_a_name_is_given_up_stays_with_nobody() throws Exception {
        try (TestTracker own = TestTracker.start(Map.of());
                TestTracker other = own.another(Map.of())) {
            TestPeer ann = TestPeer.registered(own.api(), "ann");
            String content = TestContents.ofChunks(3);
            for (int round = 0; round < 3; round++) {
                TestPeer leaving = ann;
                int epoch = 1_000 - round;
                together(number -> {
                    Api api = (number % 2 == 0 ? own : other).api().as(leaving.token());
                    if (number == 7) api.delete("/api/v1/peers/ann").is(204);
                    for (int i = 0; i < 5; i++) {
                        Map<String, Object> held =
                                SwarmTest.full(epoch, i * 100L + number, SwarmTest.complete(content));
                        Api.Answer answer = i % 2 == 0
                                ? offer(api, content, "n" + number)
                                : api.post("/api/v1/announcements", held);
                        assertThat(answer.status()).as(answer.response().body()).isIn(200, 401, 404);
                    }
                });
                own.api().get("/api/v1/peers/ann").isProblem(404, "unknown-peer");
                assertThat(own.api().get("/api/v1/offers").json().path("items").size())
                        .isZero();
                ann = TestPeer.registered(other.api(), "ann");
                assertThat(other.api()
                                .get("/api/v1/offers")
                                .json()
                                .path("items")
                                .size())
                        .isZero();
                assertThat(own.api()
                                .get("/api/v1/contents/" + content + "/holders")
                                .json()
                                .path("holders")
                                .size())
                        .isZero();
                SwarmTest.announce(ann, SwarmTest.request(1, 1, SwarmTest.holds(content, 3, 1)))
                        .is(200);
                assertThat(own.api()
                                .get("/api/v1/contents/" + content + "/holders")
                                .json()
                                .path("holders")
                                .get(0)
                                .path("held")
                                .asInt())
                        .isOne();
            }
        }
    }
}
