package dev.fileswarm.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines that docs/commands.md shows for each command, and whether real ones are like them. */
final class PageJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern REFERENCE =
            Pattern.compile("\\[(?:list|get|downloads|search-file|register)]\\(#([a-z-]+)\\)");

    /** By command: the samples of each type. */
    private final Map<String, Map<String, List<JsonNode>>> samples = new TreeMap<>();

    /** By command: words in code, which may be fields that are not always there. */
    private final Map<String, Set<String>> words = new TreeMap<>();

    static PageJson read(Path page) throws IOException {
        PageJson read = new PageJson();
        Map<String, String> sections = new LinkedHashMap<>();
        for (String part : Files.readString(page).split("\n(?=### )")) {
            String[] titleAndText = part.split("\n", 2);
            if (titleAndText[0].startsWith("### "))
                sections.put(titleAndText[0].substring(4), titleAndText[1].split("\n## ")[0]);
        }
        sections.forEach(read::add);
        sections.forEach(read::follow);
        return read;
    }

    /** A sample may go on in the next line's code. */
    private void add(String command, String text) {
        samples.put(command, new TreeMap<>());
        words.put(command, new TreeSet<>());
        String unfinished = "";
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            String part = code.group(1);
            if (unfinished.isEmpty() && !part.startsWith("{")) {
                words.get(command).add(part);
                continue;
            }
            unfinished += part;
            if (unfinished.chars().filter(c -> c == '{').count()
                    > unfinished.chars().filter(c -> c == '}').count()) continue;
            JsonNode sample = JSON.readTree(unfinished.replace("[...]", "[]"));
            samples.get(command)
                    .computeIfAbsent(sample.get("type").asString(), type -> new ArrayList<>())
                    .add(sample);
            unfinished = "";
        }
        if (!unfinished.isEmpty()) throw new AssertionError("an unfinished sample of " + command + ": " + unfinished);
    }

    /** "As of list", and the like. */
    private void follow(String command, String text) {
        Matcher reference = REFERENCE.matcher(text);
        while (reference.find()) {
            Map<String, List<JsonNode>> other = samples.getOrDefault(reference.group(1), Map.of());
            other.forEach((type, lines) -> samples.get(command)
                    .computeIfAbsent(type, none -> new ArrayList<>())
                    .addAll(lines));
        }
    }

    boolean knows(String command) {
        return samples.containsKey(command);
    }

    /** What is wrong with a line that a command has printed; empty where nothing is. */
    String problem(String command, String line) {
        JsonNode real = JSON.readTree(line);
        String type = real.path("type").asString("");
        List<JsonNode> shown = samples.get(command).getOrDefault(type, List.of());
        if (shown.isEmpty()) return "no line of type " + type + " is shown for " + command + ": " + line;
        Set<String> problems = new TreeSet<>();
        for (JsonNode sample : shown) {
            String problem = difference(command, sample, real);
            if (problem.isEmpty()) return "";
            problems.add(problem);
        }
        return command + ": " + problems + " in " + line;
    }

    private String difference(String command, JsonNode sample, JsonNode real) {
        for (Map.Entry<String, JsonNode> field : real.properties()) {
            JsonNode shown = sample.get(field.getKey());
            if (shown == null && !words.get(command).contains(field.getKey())) return "not shown: " + field.getKey();
            if (shown != null && !isAlike(shown, field.getValue())) return "another kind: " + field.getKey();
        }
        for (String name : sample.propertyNames()) {
            if (!real.has(name)) return "not there: " + name;
        }
        return "";
    }

    private static boolean isAlike(JsonNode shown, JsonNode real) {
        boolean isOpen = shown.isNull() || real.isNull();
        return isOpen || shown.getNodeType() == real.getNodeType();
    }
}
