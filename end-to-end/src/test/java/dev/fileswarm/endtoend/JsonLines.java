package dev.fileswarm.endtoend;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command printed with {@code --json}. */
final class JsonLines {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonLines() {}

    static List<JsonNode> of(String out) {
        return out.lines().map(JSON::readTree).toList();
    }

    /** The last line, which is the result. */
    static JsonNode result(String out) {
        JsonNode last = of(out).getLast();
        if (!last.path("type").asString("").equals("result")) throw new AssertionError("no result line in:\n" + out);
        return last;
    }
}
