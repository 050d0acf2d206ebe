package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls a tracker over the wire, as a client would. Immutable: {@link #as} gives one that sends a token. */
public final class Api {
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;
    private final URI base;
    private final List<String> headers;

    public Api(URI base) {
        this(HttpClient.newHttpClient(), base, List.of());
    }

    /** For HTTPS with a certificate that only this test trusts. */
    public Api(URI base, SSLContext tls) {
        this(HttpClient.newBuilder().sslContext(tls).build(), base, List.of());
    }

    private Api(HttpClient client, URI base, List<String> headers) {
        this.client = client;
        this.base = base;
        this.headers = headers;
    }

    public Api as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Api with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        more.add(value);
        return new Api(client, base, more);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer put(String path) {
        return send("PUT", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** A text is sent as it is, anything else as JSON; null sends no body. */
    public Answer send(String method, String path, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        if (!headers.isEmpty()) request.headers(headers.toArray(String[]::new));
        if (body == null) request.method(method, HttpRequest.BodyPublishers.noBody());
        else {
            if (!headers.contains("Content-Type")) request.header("Content-Type", "application/json");
            String text = body instanceof String given ? given : JSON.writeValueAsString(body);
            request.method(method, HttpRequest.BodyPublishers.ofString(text));
        }
        try {
            return new Answer(method + " " + path, client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came back, with checks that name the request when they fail. */
    public record Answer(String request, HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            return response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
        }

        public String text(String field) {
            return json().path(field).asString(null);
        }

        /** A text deeper inside, by its JSON pointer. */
        public String at(String pointer) {
            return json().at(pointer).asString(null);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public Answer is(int status) {
            assertThat(status()).as("%s answered %s", request, response.body()).isEqualTo(status);
            return this;
        }

        /** A problem with this status and code, in the form that every problem has. */
        public Answer isProblem(int status, String code) {
            is(status);
            assertThat(header("Content-Type")).as(request).startsWith("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.path("code").asString(null))
                    .as("%s: %s", request, problem)
                    .isEqualTo(code);
            assertThat(problem.path("type").asString(null)).isEqualTo("urn:fileswarm:problem:" + code);
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("title").asString("")).isNotEmpty();
            assertThat(problem.path("detail").asString("")).isNotEmpty();
            return this;
        }

        public Answer names(String field) {
            assertThat(json().path("errors")
                            .valueStream()
                            .map(error -> error.path("field").asString()))
                    .as("%s: %s", request, response.body())
                    .contains(field);
            return this;
        }
    }

    public static Map<String, Object> body(Object... namesAndValues) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) body.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return body;
    }
}
