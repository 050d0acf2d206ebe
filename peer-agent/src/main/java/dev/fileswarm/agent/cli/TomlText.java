package dev.fileswarm.agent.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads TOML, and changes single settings in its text so that every other line stays as a person wrote it. */
final class TomlText {
    private TomlText() {}

    /** @throws IllegalArgumentException saying where, if the text is not TOML */
    static Map<String, Object> parse(String text) {
        try {
            return new TomlMapper().readValue(text, new TypeReference<HashMap<String, Object>>() {});
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new IllegalArgumentException(where + e.getOriginalMessage(), e);
        }
    }

    /** The text with the setting in place of the line that had it, or at its top. */
    static String set(String text, String key, Object value) {
        Map<String, Object> wanted = new HashMap<>(parse(text));
        wanted.put(key, value instanceof Collection<?> items ? new ArrayList<>(items) : value);
        return edited(text, key, key + " = " + literal(value), wanted);
    }

    /** The text without the setting. */
    static String remove(String text, String key) {
        Map<String, Object> wanted = new HashMap<>(parse(text));
        if (wanted.remove(key) == null) return text;
        return edited(text, key, null, wanted);
    }

    private static String edited(String text, String key, String newLine, Map<String, Object> wanted) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = lineOf(lines, key);
        if (at >= 0 && newLine == null) lines.remove(at);
        else if (at >= 0) lines.set(at, newLine);
        else if (newLine != null) lines.add(endOfHeadComment(lines), newLine);
        String edited = String.join("\n", lines) + "\n";
        // A setting that spans lines or hides in a table is beyond a line's change: then the file is written anew.
        return isSame(edited, wanted) ? edited : rewritten(wanted);
    }

    private static int lineOf(List<String> lines, String key) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) return -1;
            int equals = line.indexOf('=');
            if (equals > 0 && unquoted(line.substring(0, equals).strip()).equals(key)) return i;
        }
        return -1;
    }

    private static int endOfHeadComment(List<String> lines) {
        int at = 0;
        while (at < lines.size() && lines.get(at).startsWith("#")) at++;
        return at;
    }

    private static boolean isSame(String text, Map<String, Object> wanted) {
        try {
            return parse(text).equals(wanted);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String rewritten(Map<String, Object> wanted) {
        return new TomlMapper().writeValueAsString(wanted);
    }

    private static String unquoted(String key) {
        boolean isQuoted = key.length() >= 2 && (key.startsWith("\"") || key.startsWith("'"));
        return isQuoted ? key.substring(1, key.length() - 1) : key;
    }

    private static String literal(Object value) {
        return switch (value) {
            case Collection<?> items ->
                items.stream().map(TomlText::literal).collect(Collectors.joining(", ", "[", "]"));
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') quoted.append('\\').appendCodePoint(point);
            else if (point < ' ' || point == 0x7f) quoted.append(String.format("\\u%04X", point));
            else quoted.appendCodePoint(point);
        });
        return quoted.append('"').toString();
    }
}
