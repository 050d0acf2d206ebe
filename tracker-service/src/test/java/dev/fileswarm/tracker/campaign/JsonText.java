package dev.fileswarm.tracker.campaign;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists, texts and {@link HostileValues.Literal}s as JSON, or as nearly that. */
final class JsonText {
    private JsonText() {}

    static String of(Object value) {
        return switch (value) {
            case null -> "null";
            case HostileValues.Literal literal -> literal.text();
            case String text -> quoted(text);
            case List<?> list -> list.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + of(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c))
                quoted.append("\\u%04x".formatted(c));
            else quoted.append((char) c);
        });
        return quoted.append('"').toString();
    }
}
