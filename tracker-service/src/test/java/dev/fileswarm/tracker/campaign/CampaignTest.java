package dev.fileswarm.tracker.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.RawHttp;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.contract.ContractCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    @Test
    void whatever_is_sent_the_answer_is_one_that_the_contract_has() throws IOException {
        campaign(4_000);
    }

    @Test
    @Tag("long")
    void whatever_is_sent_in_a_long_campaign_the_answer_is_one_that_the_contract_has() throws IOException {
        campaign(Integer.getInteger("campaign.requests", 200_000));
    }

    private static void campaign(int requests) throws IOException {
        try (TestTracker tracker = TestTracker.start(Map.of("fileswarm.limits.sign-ins-per-name", 1_000_000))) {
            new Campaign(tracker).run(requests);
        }
    }

    private static final class Campaign {
        private final TestTracker tracker;
        private final ContractCheck contract;
        private final World world;
        private final List<ContractCheck.Operation> operations;
        private final List<String> findings = new ArrayList<>();
        private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();

        Campaign(TestTracker tracker) {
            this.tracker = tracker;
            this.contract =
                    new ContractCheck(tracker.api().get("/openapi").is(200).json());
            this.world = new World(tracker, SEED);
            this.operations = contract.operations();
        }

        void run(int requests) throws IOException {
            for (int i = 0; i < requests && findings.size() < MAX_FINDINGS; i++) {
                Random random = new Random(SEED + i);
                // The first seeds of neighbours begin alike.
                random.nextLong();
                send(i, new RequestMaker(contract, world, random).make(operations.get(i % operations.size())));
            }
            System.out.println("campaign of seed " + SEED + ": " + statuses);
            assertThat(findings).isEmpty();
            Set<String> neverDone = new TreeSet<>();
            statuses.forEach((operation, counts) -> {
                if (counts.keySet().stream().noneMatch(status -> status < 300)) neverDone.add(operation);
            });
            assertThat(neverDone).as("operations that no request succeeded at").isEmpty();
        }

        private void send(int index, Request request) throws IOException {
            RawHttp.Answer answer;
            try {
                answer = RawHttp.send(tracker.url(), request.bytes());
            } catch (IOException | RuntimeException e) {
                findings.add("%d of seed %d got no proper answer (%s) %s".formatted(index, SEED, e, request));
                return;
            }
            statuses.computeIfAbsent(request.operation().id(), key -> new TreeMap<>())
                    .merge(answer.status(), 1, Integer::sum);
            for (String finding : findings(request, answer))
                findings.add("%d of seed %d: %s: %d %s %s%nto %s"
                        .formatted(index, SEED, finding, answer.status(), answer.type(), answer.body(), request));
            if (answer.status() < 300) remember(answer);
            // It has signed out, left, or been banned.
            if (request.caller() >= 0 && answer.status() == 401) world.replace(request.caller());
        }

        private List<String> findings(Request request, RawHttp.Answer answer) {
            if (answer.status() >= 500) return List.of("a fault");
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
