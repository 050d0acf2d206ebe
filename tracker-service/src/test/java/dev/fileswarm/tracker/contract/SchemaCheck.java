package dev.fileswarm.tracker.contract;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Compares a value with a schema of the contract: as much of JSON Schema as the contract uses, and no field beyond it. */
final class SchemaCheck {
    private final JsonNode contract;
    private final List<String> findings = new ArrayList<>();

    private SchemaCheck(JsonNode contract) {
        this.contract = contract;
    }

    /** What does not fit; empty when all does. */
    static List<String> findings(JsonNode contract, JsonNode schema, JsonNode value) {
        SchemaCheck check = new SchemaCheck(contract);
        check.check("$", schema, value);
        return check.findings;
    }

    private void check(String at, JsonNode schema, JsonNode value) {
        JsonNode resolved = resolve(schema);
        if (!types(resolved).anyMatch(type -> is(type, value))) {
            findings.add(at + " is " + value + ", not " + types(resolved).toList());
            return;
        }
        if (value.isObject()) checkObject(at, resolved, value);
        if (value.isArray())
            for (int i = 0; i < value.size(); i++) check(at + "[" + i + "]", resolved.path("items"), value.get(i));
        if (value.isString()) checkText(at, resolved, value.asString());
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : contract.at(reference.substring(1));
    }

    private void checkObject(String at, JsonNode schema, JsonNode value) {
        for (JsonNode required : schema.path("required"))
            if (!value.has(required.asString())) findings.add(at + " lacks " + required.asString());
        value.propertyNames().forEach(name -> {
            JsonNode property = schema.path("properties").path(name);
            if (property.isMissingNode()) findings.add(at + "." + name + " is not in the contract");
            else check(at + "." + name, property, value.get(name));
        });
    }

    private void checkText(String at, JsonNode schema, String text) {
        if (schema.path("format").asString("").equals("date-time") && !isInstant(text))
            findings.add(at + " is no time in UTC: " + text);
        JsonNode allowed = schema.path("enum");
        if (!allowed.isMissingNode()
                && allowed.valueStream().noneMatch(one -> one.asString().equals(text)))
            findings.add(at + " is " + text + ", none of " + allowed);
    }

    private static Stream<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) return Stream.of("any");
        return type.isArray() ? type.valueStream().map(JsonNode::asString) : Stream.of(type.asString());
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "any" -> true;
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("the contract uses a type this check does not know: " + type);
        };
    }

    private static boolean isInstant(String text) {
        try {
            return text.endsWith("Z") && Instant.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
