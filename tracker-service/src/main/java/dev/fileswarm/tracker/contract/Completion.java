package dev.fileswarm.tracker.contract;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Completes the contract as a whole: the problem's form, what is required, who needs a token, and the examples. */
@Component
class Completion implements GlobalOpenApiCustomizer {
    /** Operations that an open tracker answers to strangers, and that answer a little more to peers. */
    private static final Set<String> TOKEN_OPTIONAL =
            Set.of("registerPeer", "listPeers", "getPeer", "listOffers", "listContents", "getContent", "listHolders");

    /** Parts of requests that are not named as such: unknown fields are refused in them too. */
    private static final Set<String> IN_REQUESTS = Set.of("NewOffer", "Announcement");

    @Override
    public void customise(OpenAPI contract) {
        addProblem(contract);
        contract.getComponents().getSchemas().forEach(Completion::complete);
        contract.getPaths().values().forEach(path -> path.readOperations().forEach(Completion::complete));
    }

    private static void addProblem(OpenAPI contract) {
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(contract.getComponents()::addSchemas);
        Schema<?> problem = contract.getComponents().getSchemas().get("Problem");
        problem.setRequired(List.of("type", "title", "status", "detail", "code"));
        for (ErrorCode code : ErrorCode.values()) {
            contract.getComponents()
                    .addExamples(
                            code.code(), new Example().summary(code.title()).value(sample(code)));
        }
    }

    private static Map<String, Object> sample(ErrorCode code) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", code.type().toString());
        problem.put("title", code.title());
        problem.put("status", code.status().value());
        problem.put("detail", "What happened, why, and what to try.");
        problem.put("instance", "/api/v1/...");
        problem.put("code", code.code());
        return problem;
    }

    private static void complete(String name, Schema<?> schema) {
        if (name.endsWith("Request") || IN_REQUESTS.contains(name)) schema.setAdditionalProperties(false);
        if (name.startsWith("Page")) {
            schema.setRequired(List.of("items", "next"));
            Schema<?> next = schema.getProperties().get("next");
            // In one order: a plain set has another in each process.
            next.setTypes(new LinkedHashSet<>(List.of("string", "null")));
            next.setDescription("Send it as 'after' for what follows; null at the end.");
        }
    }

    private static void complete(Operation operation) {
        if (TOKEN_OPTIONAL.contains(operation.getOperationId()))
            operation.setSecurity(List.of(
                    new SecurityRequirement().addList(ContractConfiguration.BEARER), new SecurityRequirement()));
        if (operation.getParameters() != null)
            operation.getParameters().forEach(parameter -> example(operation, parameter));
        if (operation.getRequestBody() == null) return;
        MediaType json = operation.getRequestBody().getContent().get("application/json");
        Examples.bodies(operation.getOperationId())
                .forEach(body -> json.addExamples(
                        body.name(), new Example().summary(body.summary()).value(body.json())));
    }

    private static void example(Operation operation, Parameter parameter) {
        Object example = Examples.parameter(operation.getOperationId(), parameter.getName());
        if (example != null) parameter.setExample(example);
    }
}
