package dev.fileswarm.tracker.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Reads a stream of events as a client would, and remembers what came. */
final class EventClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private volatile boolean ended;
    private volatile String lastId;

    record Event(String id, String name, JsonNode data) {
        String text(String field) {
            return data.path(field).asString(null);
        }
    }

    private EventClient(InputStream body) {
        this.body = body;
        Thread.ofVirtual().name("event client").start(this::read);
    }

    static EventClient open(URI tracker, String token) {
        return open(tracker, token, "", null);
    }

    /** @param lastEventId null to begin now */
    static EventClient open(URI tracker, String token, String query, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(tracker.resolve("/api/v1/events" + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) request.header("Last-Event-ID", lastEventId);
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            EventClient client = new EventClient(response.body());
            client.await("ready", event -> true);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Event> all(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    List<Event> events() {
        return events;
    }

    String lastId() {
        return lastId;
    }

    boolean hasHeartbeats() {
        return !comments.isEmpty();
    }

    boolean has(String name, Predicate<Event> which) {
        return all(name).stream().anyMatch(which);
    }

    Event await(String name, Predicate<Event> which) {
        Await.until(name + " among " + events, () -> has(name, which));
        return all(name).stream().filter(which).findFirst().orElseThrow();
    }

    void awaitEnd(String reason) {
        Await.until("the end of the stream", () -> ended);
        assertThat(events.getLast().name()).as("%s", events).isEqualTo("goodbye");
        assertThat(events.getLast().text("reason")).isEqualTo(reason);
    }

    boolean hasEnded() {
        return ended;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String id = null;
            String name = null;
            String data = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) comments.add(line);
                else if (line.startsWith("id: ")) id = line.substring(4);
                else if (line.startsWith("event: ")) name = line.substring(7);
                else if (line.startsWith("data: ")) data = line.substring(6);
                else if (line.isEmpty() && data != null) {
                    if (id != null) lastId = id;
                    events.add(new Event(id, name, Api.JSON.readTree(data)));
                    id = null;
                    name = null;
                    data = null;
                }
            }
        } catch (IOException e) {
            // The tracker was killed, or this client has left.
        }
        ended = true;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
