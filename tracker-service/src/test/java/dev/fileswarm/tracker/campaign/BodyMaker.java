package dev.fileswarm.tracker.campaign;

import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.contract.ContractCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Makes bodies: first one that fits the schema, as its fields' names suggest, then perhaps one that does not. */
final class BodyMaker {
    private final ContractCheck contract;
    private final World world;
    private final Random random;

    BodyMaker(ContractCheck contract, World world, Random random) {
        this.contract = contract;
        this.world = world;
        this.random = random;
    }

    /** @param caller the peer that sends it, for what must be signed; null for anybody else */
    Object fitting(ContractCheck.Operation operation, JsonNode schema, TestPeer caller) {
        if (caller != null && random.nextInt(3) == 0) {
            if (operation.id().equals("registerPeer")) return signed(caller, "register");
            if (operation.id().equals("signIn")) return signed(caller, "sign-in");
        }
        return value(schema, "");
    }

    private Map<String, Object> signed(TestPeer caller, String purpose) {
        return purpose.equals("register")
                ? caller.registration(caller.challenge("register"), 42_000, 0)
                : caller.signIn("sign-in", caller.challenge("sign-in"), 42_000, 0);
    }

    private Object value(JsonNode unresolved, String field) {
        JsonNode schema = contract.resolve(unresolved);
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asString() : type.asString("")) {
            case "object" -> object(schema);
            case "array" -> array(schema, field);
            case "integer" -> number(schema, field);
            case "number" -> random.nextDouble();
            case "boolean" -> random.nextBoolean();
            default -> text(schema, field);
        };
    }

    private Object object(JsonNode schema) {
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        Map<String, Object> object = new LinkedHashMap<>();
        schema.path("properties").propertyStream().forEach(property -> {
            boolean isThere = required.contains(property.getKey()) || random.nextInt(3) == 0;
            if (isThere) object.put(property.getKey(), value(property.getValue(), property.getKey()));
        });
        return object;
    }

    private Object array(JsonNode schema, String field) {
        List<Object> array = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) array.add(value(schema.path("items"), field));
        return array;
    }

    Object number(JsonNode schema, String field) {
        if (field.endsWith("Port")) return random.nextBoolean() ? 0 : 42_000;
        long min = schema.path("minimum").asLong(0);
        long max = Math.min(schema.path("maximum").asLong(1_000), min + 1_000);
        return min + random.nextLong(max - min + 1);
    }

    String text(JsonNode schema, String field) {
        JsonNode allowed = schema.path("enum");
        if (allowed.size() > 0)
            return allowed.get(random.nextInt(allowed.size())).asString();
        return switch (field) {
            case "name", "to", "owner", "from" -> random.nextInt(6) == 0 ? "File 1.iso" : world.name();
            case "content" -> world.content();
            case "after" -> world.cursor();
            case "sha1" -> "a1".repeat(20);
            case "map" -> "gA";
            // No name that somebody would have to look up: that takes its time.
            case "host" -> HostileValues.pick(List.of("", "127.0.0.1", "::1", "169.254.1.1", "224.0.0.1"), random);
            case "since" -> HostileValues.pick(List.of("PT10M", "60", "P1D"), random);
            case "prefix" -> world.content().substring(0, 8 + random.nextInt(57));
            case "q" -> HostileValues.pick(List.of("file", "iso 1", "FILE", "nothing"), random);
            case "text" -> "Hello " + random.nextInt(100);
            case "nonce", "signature", "key", "joinSecret" -> "A".repeat(random.nextInt(90));
            default -> "text-" + random.nextInt(20);
        };
    }

    /** Changes one thing somewhere inside. */
    Object spoiled(Object value) {
        return switch (value) {
            case null -> replacement();
            case Map<?, ?> map when !map.isEmpty() && random.nextInt(6) > 0 -> spoiledObject(map);
            case List<?> list when !list.isEmpty() && random.nextInt(4) > 0 -> spoiledList(list);
            default -> replacement();
        };
    }

    private Object spoiledObject(Map<?, ?> map) {
        Map<Object, Object> changed = new LinkedHashMap<>(map);
        Object key = HostileValues.pick(List.copyOf(map.keySet()), random);
        switch (random.nextInt(8)) {
            case 0 -> changed.remove(key);
            case 1 -> changed.put(HostileValues.text(random), replacement());
            case 2 -> changed.put(key, null);
            case 3 -> changed.put(key + "2", map.get(key));
            default -> changed.put(key, key.equals("host") ? oddHost() : spoiled(map.get(key)));
        }
        return changed;
    }

    private Object spoiledList(List<?> list) {
        List<Object> changed = new ArrayList<>(list);
        int index = random.nextInt(list.size());
        switch (random.nextInt(6)) {
            case 0 -> changed.clear();
            case 1 -> changed.set(index, null);
            case 2 -> changed.add(list.get(index));
            case 3 -> {
                while (changed.size() < 1_001) changed.add(list.get(index));
            }
            default -> changed.set(index, spoiled(list.get(index)));
        }
        return changed;
    }

    private Object replacement() {
        return switch (random.nextInt(5)) {
            case 0 -> HostileValues.text(random);
            case 1 -> world.oddContent();
            case 2 -> HostileValues.number(random);
            default -> HostileValues.literal(random);
        };
    }

    private Object oddHost() {
        return HostileValues.pick(
                List.of(
                        "bad host",
                        "http://127.0.0.1/",
                        "127.0.0.1:80",
                        "a".repeat(254),
                        "::g",
                        "127.1",
                        "0",
                        "\u0000"),
                random);
    }

    /** The bytes, perhaps not those of proper text. */
    byte[] bytes(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(14)) {
            case 0 -> json.substring(0, random.nextInt(json.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 1 -> json.getBytes(StandardCharsets.UTF_16);
            case 2 -> ("\uFEFF" + json).getBytes(StandardCharsets.UTF_8);
            case 3 -> (json + HostileValues.text(random)).getBytes(StandardCharsets.UTF_8);
            case 4 -> flipped(utf8);
            case 5 -> new byte[0];
            case 6 -> random(utf8.length);
            default -> utf8;
        };
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length == 0) return bytes;
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
