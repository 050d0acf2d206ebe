package dev.fileswarm.tracker.event;

import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How events are spelt in a text/event-stream. The data is JSON on one line. */
@Component
class ServerSentEvents {
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final JsonMapper json;

    ServerSentEvents(JsonMapper json) {
        this.json = json;
    }

    /** {@code cursor} may be null, which leaves the client's where it is. */
    String event(String name, String cursor, Object data) {
        String id = cursor == null ? "" : "id: " + cursor + "\n";
        return "event: " + name + "\n" + id + "data: " + json.writeValueAsString(data) + "\n\n";
    }

    static byte[] bytes(String events) {
        return events.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] heartbeat() {
        return HEARTBEAT.clone();
    }
}
