package dev.fileswarm.tracker.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.RawHttp;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.contract.ContractCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Thousands of requests of every operation of the contract, most with something wrong: whatever is sent, the answer is one
 * that the contract has, and never a fault of the tracker.
 */
class CampaignTest {
    private static final long SEED = Long.getLong("campaign.seed", 20_261_120);
    private static final int MAX_FINDINGS = 20;
    private static final int SENDERS = 8;
    private static final int REQUESTS_A_TRACKER = 10_000;
    private static final int MAX_TRIES = 300;

    @Test
    void whatever_is_sent_the_answer_is_one_that_the_contract_has() throws Exception {
        campaign(SEED, 2_000);
    }

    @Test
    @Tag("long")
    void whatever_is_sent_in_a_long_campaign_the_answer_is_one_that_the_contract_has() throws Exception {
        int requests = Integer.getInteger("campaign.requests", 200_000);
        // At a tracker of its own each, since what peers leave behind makes every list longer.
        for (int part = 0; part * REQUESTS_A_TRACKER < requests; part++)
            campaign(SEED + part * 1_000_003L, Math.min(REQUESTS_A_TRACKER, requests - part * REQUESTS_A_TRACKER));
    }

    private static void campaign(long seed, int requests) throws Exception {
        try (TestTracker tracker = TestTracker.start(Map.of("fileswarm.limits.sign-ins-per-name", 1_000_000))) {
            new Campaign(tracker, seed).run(requests);
        }
    }

    private static final class Campaign {
        private final long seed;
        private final TestTracker tracker;
        private final ContractCheck contract;
        private final World world;
        private final List<ContractCheck.Operation> operations;
        private final List<String> findings = new CopyOnWriteArrayList<>();
        private final Map<String, Map<Integer, Integer>> statuses = new ConcurrentSkipListMap<>();

        Campaign(TestTracker tracker, long seed) {
            this.seed = seed;
            this.tracker = tracker;
            this.contract =
                    new ContractCheck(tracker.api().get("/openapi").is(200).json());
            this.world = new World(tracker, seed);
            this.operations = contract.operations();
        }

        void run(int requests) throws Exception {
            AtomicInteger next = new AtomicInteger();
            inParallel(() -> {
                for (int i = next.getAndIncrement(); i < requests && isGoingOn(); i = next.getAndIncrement()) {
                    Random random = random(i);
                    send(i, random, operations.get(i % operations.size()), Math.max(0, random.nextInt(4) - 1));
                }
            });
            System.out.println("campaign of " + requests + " requests, seed " + seed + ": " + statuses);
            assertThat(findings).isEmpty();
            for (ContractCheck.Operation operation : operations) succeedOnce(operation, next);
        }

        /** Where nothing is wrong with a request, it gets somewhere, sooner or later: not all is refused at the door. */
        private void succeedOnce(ContractCheck.Operation operation, AtomicInteger next) {
            for (int i = 0; i < MAX_TRIES && !hasSucceeded(operation); i++) {
                int index = next.getAndIncrement();
                send(index, random(index), operation, 0);
            }
            assertThat(hasSucceeded(operation))
                    .as("%s ever succeeded", operation)
                    .isTrue();
            assertThat(findings).isEmpty();
        }

        private boolean hasSucceeded(ContractCheck.Operation operation) {
            return statuses.getOrDefault(operation.id(), Map.of()).keySet().stream()
                    .anyMatch(status -> status < 300);
        }

        private boolean isGoingOn() {
            return findings.size() < MAX_FINDINGS;
        }

        private Random random(int index) {
            Random random = new Random(seed + index);
            // The first numbers of neighbours are alike.
            random.nextLong();
            return random;
        }

        /** The store answers many at once nearly as fast as one. */
        private static void inParallel(Runnable senders) throws Exception {
            try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < SENDERS; i++) running.add(pool.submit(senders));
                for (Future<?> one : running) one.get();
            }
        }

        private void send(int index, Random random, ContractCheck.Operation operation, int flaws) {
            Request request = new RequestMaker(contract, world, random).make(operation, flaws);
            RawHttp.Answer answer;
            try {
                answer = RawHttp.send(tracker.url(), request.bytes());
            } catch (IOException | RuntimeException e) {
                findings.add("%d of seed %d got no proper answer (%s) %s".formatted(index, seed, e, request));
                return;
            }
            statuses.computeIfAbsent(request.operation().id(), key -> new ConcurrentSkipListMap<>())
                    .merge(answer.status(), 1, Integer::sum);
            for (String finding : findings(request, answer))
                findings.add("%d of seed %d: %s: %d %s %s%nto %s"
                        .formatted(index, seed, finding, answer.status(), answer.type(), answer.body(), request));
            if (answer.status() < 300) remember(answer);
            // It has signed out, left, or been banned.
            if (request.caller() >= 0 && answer.status() == 401) {
                world.replace(request.caller(), new String(request.bytes(), StandardCharsets.ISO_8859_1));
            }
        }

        private List<String> findings(Request request, RawHttp.Answer answer) {
            if (answer.status() >= 500) return List.of("a fault");
            if (request.isNearMiss() && !request.isElsewhere() && answer.status() < 400)
                return List.of("taken for what it is nearly");
            if (!request.isElsewhere()) return fit(request.operation(), answer);
            boolean isSomeOther =
                    operations.stream().anyMatch(other -> fit(other, answer).isEmpty());
            if (isSomeOther || isAboutMethods(answer)) return List.of();
            if (request.method().equals("HEAD")) return List.of();
            return contract.problemFindings(answer.status(), answer.type(), answer.body());
        }

        /** What the contract does not describe: OPTIONS tells what there is. */
        private static boolean isAboutMethods(RawHttp.Answer answer) {
            return answer.status() == 200 && answer.headers().containsKey("allow");
        }

        private List<String> fit(ContractCheck.Operation operation, RawHttp.Answer answer) {
            return contract.findings(operation, answer.status(), answer.type(), answer.body());
        }

        private void remember(RawHttp.Answer answer) {
            if (!answer.type().equals("application/json")) return;
            JsonNode next = Api.JSON.readTree(answer.body()).path("next");
            if (next.isString()) world.remember(next.asString());
        }
    }
}
