package dev.fileswarm.tracker.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Sends every example of the contract to a tracker, as the page that tries it out does, in the order of the story they
 * tell, and compares status and body with the contract.
 */
class ContractExamplesTest {
    /** An operation, who calls it, and the statuses its examples are answered with, in their order. */
    private record Step(String operationId, String caller, List<Integer> statuses) {
        Step(String operationId, String caller, int... statuses) {
            this(operationId, caller, Arrays.stream(statuses).boxed().toList());
        }
    }

    /** Examples of a body come by name. Forms that lack a real signature are refused, which the contract says too. */
    private static final List<Step> STORY = List.of(
            new Step("getTracker", "stranger", 200),
            new Step("createChallenge", "stranger", 201, 201),
            new Step("registerPeer", "stranger", 201, 400),
            new Step("signIn", "stranger", 400),
            new Step("listPeers", "stranger", 200),
            new Step("getPeer", "ann", 200),
            new Step("heartbeat", "ann", 200),
            new Step("updateAddresses", "ann", 200),
            new Step("offer", "ann", 200),
            new Step("listOffers", "stranger", 200),
            new Step("announce", "ann", 200),
            new Step("listContents", "stranger", 200),
            new Step("getContent", "stranger", 200),
            new Step("listHolders", "ann", 200),
            new Step("listHolders", "stranger", 200),
            new Step("sendMessage", "ben", 201, 201),
            new Step("broadcast", "ben", 201),
            new Step("listMessages", "ann", 200),
            new Step("acknowledgeMessages", "ann", 200),
            new Step("introduce", "cid", 201),
            new Step("block", "ann", 201),
            new Step("listBlocks", "ann", 200),
            new Step("unblock", "ann", 204),
            new Step("withdrawOffer", "ann", 204),
            new Step("listBans", "ann", 200),
            new Step("banPeer", "operator", 204),
            new Step("unbanPeer", "operator", 204),
            new Step("signOut", "ben", 204),
            new Step("deregisterPeer", "operator", 204));

    /** Answered with a stream that does not end; its own tests read it. */
    private static final String STREAM = "streamEvents";

    private static TestTracker tracker;
    private static ContractCheck contract;
    private static Map<String, Api> callers;

    @BeforeAll
    static void startATrackerWhereAnnHasHerName() {
        tracker = TestTracker.start(Map.of());
        contract = new ContractCheck(tracker.api().get("/openapi").is(200).json());
        Api api = tracker.api();
        callers = new HashMap<>();
        callers.put("stranger", api);
        callers.put("ann", TestPeer.registered(api, "ann").api());
        callers.put("cid", TestPeer.registered(api, "cid").api());
        callers.put("operator", api.as(tracker.operatorToken()));
    }

    @AfterAll
    static void stop() {
        tracker.close();
    }

    @Test
    void every_example_runs_as_it_stands_and_is_answered_as_the_contract_says() {
        List<String> findings = new ArrayList<>();
        STORY.forEach(step -> run(step, findings));
        assertThat(findings).isEmpty();
    }

    @Test
    void the_story_has_every_operation_of_the_contract() {
        Set<String> told = new TreeSet<>(STORY.stream().map(Step::operationId).toList());
        Set<String> all = new TreeSet<>(
                contract.operations().stream().map(ContractCheck.Operation::id).toList());
        told.add(STREAM);
        assertThat(told).isEqualTo(all);
    }

    private void run(Step step, List<String> findings) {
        contract.operations().stream()
                .filter(operation -> operation.id().equals(step.operationId()))
                .forEach(operation -> run(step, operation, findings));
    }

    private void run(Step step, ContractCheck.Operation operation, List<String> findings) {
        JsonNode examples = operation.node().at("/requestBody/content/application~1json/examples");
        List<JsonNode> bodies = new ArrayList<>();
        examples.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(example -> bodies.add(example.getValue().path("value")));
        if (bodies.isEmpty()) bodies.add(null);
        if (bodies.size() != step.statuses().size())
            findings.add(step.operationId() + " has " + bodies.size() + " examples, the story "
                    + step.statuses().size());
        for (int i = 0; i < Math.min(bodies.size(), step.statuses().size()); i++) {
            Api.Answer answer = callers.get(step.caller())
                    .send(operation.method(), withParameters(operation.path(), operation.node()), bodies.get(i));
            compare(operation, answer, step.statuses().get(i), findings);
            if (answer.status() == 201 && answer.json().has("token"))
                callers.put(answer.text("name"), tracker.api().as(answer.text("token")));
        }
    }

    private static String withParameters(String path, JsonNode operation) {
        String filled = path;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            if (!parameter.has("example")) continue;
            String name = parameter.path("name").asString();
            String value = URLEncoder.encode(parameter.path("example").asString(), StandardCharsets.UTF_8);
            if (parameter.path("in").asString().equals("path")) filled = filled.replace("{" + name + "}", value);
            else
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
        }
        return filled + query;
    }

    private static void compare(
            ContractCheck.Operation operation, Api.Answer answer, int status, List<String> findings) {
        String said = operation + " answered " + answer.status() + " "
                + answer.response().body();
        if (answer.status() != status) findings.add(said + ", the story expects " + status);
        String type = answer.header("Content-Type") == null
                ? ""
                : answer.header("Content-Type").split(";")[0];
        contract.findings(operation, answer.status(), type, answer.response().body())
                .forEach(finding -> findings.add(said + ": " + finding));
    }
}
