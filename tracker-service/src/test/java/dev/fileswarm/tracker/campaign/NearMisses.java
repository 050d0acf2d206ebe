package dev.fileswarm.tracker.campaign;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bodies that lenient parsers take for what they were made from. Here each is refused, whatever else is right. */
final class NearMisses {
    private static final List<String> CHARSETS =
            List.of("UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE");

    private NearMisses() {}

    static byte[] of(Object value, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> JsonText.of(value).getBytes(Charset.forName(HostileValues.pick(CHARSETS, random)));
            case 1 -> JsonText.of(doubled(value)).getBytes(StandardCharsets.UTF_8);
            default -> JsonText.of(mistyped(value, random)).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** One value somewhere inside has another type of JSON. */
    private static Object mistyped(Object value, Random random) {
        return switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                Map<Object, Object> changed = new LinkedHashMap<>(map);
                Object key = HostileValues.pick(List.copyOf(map.keySet()), random);
                changed.put(key, mistyped(map.get(key), random));
                yield changed;
            }
            case List<?> list
            when !list.isEmpty() -> {
                List<Object> changed = new ArrayList<>(list);
                changed.replaceAll(each -> each == list.getFirst() ? mistyped(each, random) : each);
                yield changed;
            }
            case String ignored -> literal(List.of("7", "1.5", "true"), random);
            case Boolean truth -> literal(List.of("1", "0", "\"" + truth + "\"", "\"\"", "1.0"), random);
            case Number number -> literal(List.of("\"" + number + "\"", number + ".0", "true", "\"\""), random);
            default -> literal(List.of("7", "true", "\"x\""), random);
        };
    }

    /** The first field of the outermost object is there again. */
    private static Object doubled(Object value) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) return new HostileValues.Literal("7");
        Map.Entry<?, ?> first = map.entrySet().iterator().next();
        String again = JsonText.of(Map.of(first.getKey(), first.getValue())).substring(1);
        String once = JsonText.of(map);
        return new HostileValues.Literal(once.substring(0, once.length() - 1) + "," + again);
    }

    private static HostileValues.Literal literal(List<String> some, Random random) {
        return new HostileValues.Literal(HostileValues.pick(some, random));
    }
}
