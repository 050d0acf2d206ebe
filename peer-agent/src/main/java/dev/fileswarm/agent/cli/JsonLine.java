package dev.fileswarm.agent.cli;

import java.util.Collection;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Writes one JSON object on one line. By hand: a command that only prints a few fields need not load a JSON library first.
 *
 * <p>Numbers and booleans are written as such, null as null, collections and maps as arrays and objects, and everything else
 * as its {@code toString()}.
 */
final class JsonLine {
    private JsonLine() {}

    static String of(String type, Map<String, ?> fields) {
        StringBuilder line = new StringBuilder("{\"type\":");
        string(line, type);
        ordered(fields).forEach((name, value) -> {
            line.append(',');
            string(line, name);
            line.append(':');
            value(line, value);
        });
        return line.append('}').toString();
    }

    private static void value(StringBuilder line, Object value) {
        switch (value) {
            case null -> line.append("null");
            case Double number when number.isNaN() || number.isInfinite() -> line.append("null");
            case Number number -> line.append(number);
            case Boolean truth -> line.append(truth);
            case Map<?, ?> map -> object(line, map);
            case Collection<?> items -> array(line, items);
            default -> string(line, value.toString());
        }
    }

    private static void object(StringBuilder line, Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : ordered(map).entrySet()) {
            line.append(separator);
            string(line, entry.getKey().toString());
            line.append(':');
            value(line, entry.getValue());
            separator = ",";
        }
        line.append(map.isEmpty() ? "{}" : "}");
    }

    /** Maps without an order of their own come in the order of their keys: the same line from every run. */
    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return map instanceof SequencedMap<?, ?> ? map : new TreeMap<>(map);
    }

    private static void array(StringBuilder line, Collection<?> items) {
        line.append('[');
        String separator = "";
        for (Object item : items) {
            line.append(separator);
            value(line, item);
            separator = ",";
        }
        line.append(']');
    }

    /** Control characters and lone surrogates are escaped, so that the line is one line of valid UTF-8. */
    private static void string(StringBuilder line, String text) {
        line.append('"');
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (mustEscape(point)) line.append(String.format("\\u%04x", point));
                    else line.appendCodePoint(point);
                }
            }
        });
        line.append('"');
    }

    private static boolean mustEscape(int point) {
        return point < ' '
                || (point >= 0x7f && point < 0xa0)
                || (point >= 0xd800 && point <= 0xdfff)
                || point == 0x2028
                || point == 0x2029
                || Character.getType(point) == Character.FORMAT && point <= 0xffff;
    }
}
