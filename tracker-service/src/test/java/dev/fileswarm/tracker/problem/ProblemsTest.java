package dev.fileswarm.tracker.problem;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestTracker;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whatever fails, and wherever, is answered as a problem with a code. */
class ProblemsTest {
    private static TestTracker tracker;

    @Hidden
    @RestController
    static class Faulty {
        @GetMapping("/faulty")
        String fail() {
            throw new IllegalStateException("a secret of the implementation");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithAFault {
        @Bean
        Faulty faulty() {
            return new Faulty();
        }
    }

    @BeforeAll
    static void start() {
        tracker = TestTracker.start(Map.of(), WithAFault.class);
    }

    @AfterAll
    static void stop() {
        tracker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "[]", "null", "7", "\"x\"", "{\"name\":}", "{\"name\":\"a\"} x", "\u0000"})
    void a_body_that_is_no_object_is_malformed(String text) {
        api().post("/api/v1/peers", text).isProblem(400, "malformed-request");
    }

    @Test
    void a_field_that_means_nothing_is_refused_by_name_and_the_known_ones_are_told() {
        Api.Answer answer = api().post("/api/v1/peers", body("name", "ann", "nick", "a"))
                .isProblem(400, "unknown-field")
                .names("nick");
        assertThat(answer.text("detail")).contains("'nick'", "joinSecret, key, name");
        assertThat(answer.text("instance")).isEqualTo("/api/v1/peers");
    }

    @Test
    void a_value_of_the_wrong_kind_is_named() {
        api().post("/api/v1/peers", "{\"name\":{}}")
                .isProblem(400, "malformed-request")
                .names("name");
        api().post("/api/v1/peers", "{\"name\":\"a\",\"tcpPort\":\"x\"}")
                .isProblem(400, "malformed-request")
                .names("tcpPort");
        api().post("/api/v1/peers", "{\"name\":\"a\",\"tcpPort\":99999999999}")
                .isProblem(400, "malformed-request")
                .names("tcpPort");
        Api.Answer purpose = api().post("/api/v1/challenges", body("name", "ann", "purpose", "fun"))
                .isProblem(400, "malformed-request")
                .names("purpose");
        assertThat(purpose.text("detail")).contains("register or sign-in");
    }

    @Test
    void a_value_that_is_missing_is_named() {
        api().post("/api/v1/challenges", Map.of())
                .isProblem(400, "validation-failed")
                .names("name")
                .names("purpose");
    }

    @Test
    void a_path_or_method_that_does_not_exist_says_so_even_to_strangers() {
        api().get("/api/v1/nothing").isProblem(404, "not-found");
        api().get("/nothing").isProblem(404, "not-found");
        Api.Answer method = api().put("/api/v1/tracker").isProblem(405, "method-not-allowed");
        assertThat(method.header("Allow")).contains("GET");
        api().get("/api/v1/peers/x/../../y%00").isProblem(400, "malformed-request");
    }

    @Test
    void a_body_in_another_form_is_refused() {
        api().with("Content-Type", "text/plain")
                .post("/api/v1/peers", "name=ann")
                .isProblem(415, "unsupported-media-type");
        api().with("Accept", "application/xml").get("/api/v1/tracker").isProblem(406, "not-acceptable");
    }

    @Test
    void a_browser_that_asks_for_a_page_gets_the_problem_too() {
        api().with("Accept", "text/html").get("/api/v1/peers/nobody-here").isProblem(404, "unknown-peer");
    }

    @Test
    void a_body_too_large_is_refused_whether_or_not_it_says_its_length() throws Exception {
        String large = "{\"name\":\"" + "x".repeat((int) BoundedBody.MAX_BYTES) + "\"}";
        api().post("/api/v1/peers", large).isProblem(413, "too-large");
        HttpRequest chunked = HttpRequest.newBuilder(tracker.url().resolve("/api/v1/peers"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(chunked, HttpResponse.BodyHandlers.ofString());
        new Api.Answer("chunked", answer).isProblem(413, "too-large");
    }

    @Test
    void a_token_that_nobody_gave_out_is_refused() {
        for (String token : new String[] {"x", "a".repeat(4_000), "-._~+/="})
            api().as(token).get("/api/v1/peers").isProblem(401, "not-signed-in");
        api().with("Authorization", "Bearer ").get("/api/v1/peers").isProblem(401, "not-signed-in");
        api().with("Authorization", "Bearer a b").get("/api/v1/peers").isProblem(401, "not-signed-in");
    }

    @Test
    void a_fault_shows_nothing_of_the_inside() {
        Api.Answer answer = api().get("/faulty").isProblem(500, "internal");
        assertThat(answer.response().body()).doesNotContain("secret", "Exception");
    }

    @Test
    void a_query_that_cannot_be_decoded_is_malformed() throws Exception {
        for (String query : new String[] {"%zz=%", "q=%", "q=%e9", "limit=%00"})
            assertThat(raw("GET /api/v1/offers?" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .as(query)
                    .contains(" 400 ", "application/problem+json", "\"code\":");
    }

    @Test
    void what_is_no_http_is_answered_as_a_problem() throws Exception {
        assertThat(raw("NONSENSE\r\n\r\n")).contains(" 400 ", "application/problem+json", "malformed-request");
        assertThat(raw("GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("application/problem+json", "\"code\":");
    }

    @Test
    void a_store_that_is_away_is_said_to_be_and_the_tracker_is_not_ready() {
        TestTracker lonely = TestTracker.start(Map.of());
        try {
            lonely.closeStore();
            Api.Answer answer = lonely.api().get("/api/v1/peers").isProblem(503, "store-unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("2");
            lonely.api().as("x").get("/api/v1/peers").isProblem(503, "store-unavailable");
            Api health = new Api(lonely.managementUrl());
            assertThat(health.get("/actuator/health/readiness").is(503).at("/components/store/status"))
                    .isEqualTo("DOWN");
            health.get("/actuator/health/liveness").is(200);
        } finally {
            lonely.close();
        }
    }

    private static String raw(String request) throws IOException {
        URI url = tracker.url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Api api() {
        return tracker.api();
    }
}
