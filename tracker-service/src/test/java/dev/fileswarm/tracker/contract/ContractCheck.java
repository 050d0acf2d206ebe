package dev.fileswarm.tracker.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares answers with what the contract says of their operation. */
public final class ContractCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode contract;

    public ContractCheck(JsonNode contract) {
        this.contract = contract;
    }

    /** @param path with its variables in braces */
    public record Operation(String id, String method, String path, JsonNode node) {
        @Override
        public String toString() {
            return id;
        }
    }

    public List<Operation> operations() {
        return contract.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(method -> new Operation(
                                method.getValue().path("operationId").asString(),
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue())))
                .toList();
    }

    public JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : contract.at(reference.substring(1));
    }

    /** What does not fit; empty when all does. */
    public List<String> findings(Operation operation, int status, String type, String body) {
        JsonNode response = operation.node().path("responses").path(String.valueOf(status));
        if (response.isMissingNode()) return List.of("a status that the contract does not have");
        JsonNode content = response.path("content");
        if (content.isMissingNode() || content.isEmpty())
            return body.isEmpty() ? List.of() : List.of("the contract has no body there");
        if (!content.has(type)) return List.of("as " + type + ", the contract has " + content.propertyNames());
        if (type.equals("text/event-stream")) return List.of();
        List<String> findings = new ArrayList<>(fit(content.path(type).path("schema"), body));
        if (findings.isEmpty() && type.equals("application/problem+json"))
            problem(status, body, content.path(type).path("examples")).forEach(findings::add);
        return findings;
    }

    /** What does not fit a problem that no operation answers, such as that there is none at that path. */
    public List<String> problemFindings(int status, String type, String body) {
        if (!type.equals("application/problem+json")) return List.of("as " + type);
        JsonNode all = contract.at("/components/examples");
        List<String> findings = new ArrayList<>(fit(contract.at("/components/schemas/Problem"), body));
        if (findings.isEmpty()) problem(status, body, all).forEach(findings::add);
        return findings;
    }

    private Stream<String> problem(int status, String body, JsonNode examples) {
        JsonNode problem = JSON.readTree(body);
        String code = problem.path("code").asString();
        JsonNode known = contract.at("/components/examples").path(code).path("value");
        return Stream.of(
                        examples.has(code) ? null : "a code that the contract does not have there",
                        problem.path("status").asInt() == status ? null : "another status in the body",
                        known.path("status").asInt() == status ? null : "not the status of its code",
                        known.path("type").equals(problem.path("type")) ? null : "not the type of its code")
                .filter(finding -> finding != null);
    }

    private List<String> fit(JsonNode schema, String body) {
        try {
            return SchemaCheck.findings(contract, schema, JSON.readTree(body));
        } catch (JacksonException e) {
            return List.of("no JSON");
        }
    }
}
