package dev.fileswarm.tracker.campaign;

import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.contract.ContractCheck;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Makes requests of an operation from its contract alone, most of them with something wrong. */
final class RequestMaker {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "FROB", "get");
    private static final List<String> ODD_HEADERS = List.of(
            "Accept: application/xml",
            "Accept: */*;q=0",
            "Accept: nonsense",
            "Accept-Encoding: gzip;q=x",
            "Content-Encoding: gzip",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-For: nonsense, 1.2.3.4",
            "Forwarded: for=1.2.3.4",
            "If-None-Match: *",
            "If-Match: \"x\"",
            "If-Modified-Since: yesterday",
            "Range: bytes=0-0",
            "Cookie: JSESSIONID=1; a=" + "b".repeat(500),
            "Origin: https://evil.example",
            "Access-Control-Request-Method: DELETE",
            "Last-Event-ID: nonsense",
            "Accept-Language: \u00e9\u00ff",
            "X-Long: " + "x".repeat(8_000),
            "Upgrade: websocket",
            "Host: evil.example");
    private static final List<String> ODD_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "multipart/mixed",
            "*/*",
            "application/*",
            "application/*+json",
            "multipart/*",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/problem+json",
            "nonsense",
            "/",
            "");

    private final World world;
    private final Random random;
    private final BodyMaker bodies;

    RequestMaker(ContractCheck contract, World world, Random random) {
        this.world = world;
        this.random = random;
        this.bodies = new BodyMaker(contract, world, random);
    }

    /** @param flaws how many things are wrong; at least about as many */
    Request make(ContractCheck.Operation operation, int flaws) {
        boolean isPathOdd = flaws > 0 && random.nextInt(5) == 0;
        boolean isMethodOdd = flaws > 0 && random.nextInt(15) == 0;
        int caller = caller(operation);
        List<String> headers = new ArrayList<>();
        authorize(caller, headers);
        if (flaws > 0 && random.nextInt(6) == 0) headers.add(HostileValues.pick(ODD_HEADERS, random));
        if (flaws > 0 && random.nextInt(60) == 0) for (int i = 0; i < 150; i++) headers.add("X-Flood-" + i + ": x");
        boolean isNearMiss = flaws > 0 && takesBody(operation) && random.nextInt(8) == 0;
        byte[] body = body(operation, caller, flaws, isNearMiss, headers);
        DoubledHeaders.Added doubled = flaws > 0 && random.nextInt(8) == 0
                ? DoubledHeaders.of(headers, body, knowsCallers(operation), world, random)
                : DoubledHeaders.NONE;
        headers.addAll(doubled.headers());
        String target = path(operation, isPathOdd) + query(operation, flaws);
        return new Request(
                operation,
                isMethodOdd ? HostileValues.pick(METHODS, random) : operation.method(),
                target,
                headers,
                body,
                isPathOdd || isMethodOdd,
                isNearMiss || doubled.areRefused(),
                caller);
    }

    /** A peer's number; -1 for the operator, -2 for an odd token, -3 for a stranger. */
    private int caller(ContractCheck.Operation operation) {
        boolean isOperators = operation.path().contains("/bans/");
        int dice = random.nextInt(20);
        if (dice < (isOperators ? 10 : 2)) return -1;
        if (dice < 16) return random.nextInt(world.peerCount());
        return dice < 18 ? -2 : -3;
    }

    private void authorize(int caller, List<String> headers) {
        switch (caller) {
            case -3 -> {}
            case -2 ->
                headers.add((random.nextInt(5) == 0 ? "Authorization: Basic " : "Authorization: Bearer ")
                        + world.oddToken());
            case -1 -> headers.add("Authorization: Bearer " + world.operatorToken());
            default -> headers.add("Authorization: Bearer " + world.peer(caller).token());
        }
    }

    private static boolean knowsCallers(ContractCheck.Operation operation) {
        JsonNode own = operation.node().path("security"); // where it has none, that of all operations holds
        return own.isMissingNode() || !own.isEmpty();
    }

    private static JsonNode schema(ContractCheck.Operation operation) {
        return operation.node().at("/requestBody/content/application~1json/schema");
    }

    private static boolean takesBody(ContractCheck.Operation operation) {
        return !schema(operation).isMissingNode();
    }

    private byte[] body(
            ContractCheck.Operation operation, int caller, int flaws, boolean isNearMiss, List<String> headers) {
        JsonNode content = schema(operation);
        if (!takesBody(operation)) return flaws > 0 && random.nextInt(8) == 0 ? bodies.bytes("{}") : null;
        boolean isTypeOdd = flaws > 0 && random.nextInt(20) == 0;
        headers.add("Content-Type: " + (isTypeOdd ? HostileValues.pick(ODD_TYPES, random) : "application/json"));
        TestPeer peer = caller < 0 ? null : world.peer(caller);
        Object value = bodies.fitting(operation, content, peer);
        if (isNearMiss) return NearMisses.of(value, random);
        for (int i = 0; i < flaws; i++) value = bodies.spoiled(value);
        String json = JsonText.of(value);
        return flaws > 0 && random.nextInt(3) == 0 ? bodies.bytes(json) : json.getBytes(StandardCharsets.UTF_8);
    }

    private String path(ContractCheck.Operation operation, boolean isOdd) {
        String path = operation.path();
        for (JsonNode parameter : parameters(operation, "path")) {
            String name = parameter.path("name").asString();
            String value = isOdd ? odd(name) : bodies.text(parameter.path("schema"), name);
            path = path.replace("{" + name + "}", isOdd && random.nextInt(4) == 0 ? raw(value) : encoded(value));
        }
        if (isOdd && random.nextInt(3) == 0)
            path += HostileValues.pick(
                    List.of("/", "//", "/..", ";a=b", "/x", "%2f", "%00", ".json", "%", "%zz"), random);
        return path;
    }

    private String query(ContractCheck.Operation operation, int flaws) {
        List<String> parts = new ArrayList<>();
        for (JsonNode parameter : parameters(operation, "query")) {
            String name = parameter.path("name").asString();
            boolean isThere = parameter.path("required").asBoolean(false) || random.nextInt(3) == 0;
            if (flaws > 0 && random.nextInt(8) == 0) isThere = !isThere;
            if (!isThere) continue;
            boolean isOdd = flaws > 0 && random.nextInt(3) == 0;
            parts.add(name + "=" + encoded(isOdd ? odd(name) : fitting(parameter.path("schema"), name)));
            if (flaws > 0 && random.nextInt(12) == 0) parts.add(parts.getLast());
        }
        if (flaws > 0 && random.nextInt(15) == 0) parts.add(encoded(HostileValues.text(random)) + "=1");
        if (flaws > 0 && random.nextInt(40) == 0) parts.add("%zz=%");
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private String fitting(JsonNode schema, String name) {
        return switch (schema.path("type").asString("")) {
            case "integer" -> bodies.number(schema, name).toString();
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "array" -> "0";
            default -> bodies.text(schema, name);
        };
    }

    private String odd(String name) {
        return switch (random.nextInt(5)) {
            case 0 -> world.oddContent();
            case 1 -> HostileValues.number(random).text();
            case 2 -> name.equals("chunks") ? "0,".repeat(3_000) : world.cursor();
            default -> HostileValues.text(random);
        };
    }

    private static List<JsonNode> parameters(ContractCheck.Operation operation, String in) {
        return operation
                .node()
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals(in))
                .toList();
    }

    /** Unencoded, but for what would end the request line and begin another. */
    private static String raw(String text) {
        return text.replaceAll("[\r\n ]", "_");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
