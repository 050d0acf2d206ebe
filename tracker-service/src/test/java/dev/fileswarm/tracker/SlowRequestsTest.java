package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody holds a place at the tracker by sending slowly, and nobody fills it with headers. */
class SlowRequestsTest {
    private static final int MAX_TRICKLES = 1_000;
    private static final long TRICKLE_NANOS = 20_000_000;
    private static final int PATIENCE_MILLIS = 60_000;

    private static TestTracker tracker;

    @BeforeAll
    static void start() {
        tracker =
                TestTracker.start(Map.of("server.tomcat.connection-timeout", "1s", "fileswarm.limits.body-time", "1s"));
    }

    @AfterAll
    static void stop() {
        tracker.close();
    }

    private interface Conversation {
        void with(Socket socket) throws IOException;
    }

    private static void connected(Conversation conversation) throws IOException {
        try (Socket socket = new Socket(tracker.url().getHost(), tracker.url().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            conversation.with(socket);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void isTooSlow(InputStream in) throws IOException {
        RawHttp.Answer answer = RawHttp.read(in);
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"too-slow\"");
        assertThat(answer.headers()).containsEntry("connection", "close");
    }

    @Test
    void a_body_that_stops_coming_is_too_slow() throws IOException {
        connected(socket -> {
            send(
                    socket,
                    "POST /api/v1/peers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100\r\n\r\n{\"name\":");
            isTooSlow(socket.getInputStream());
        });
    }

    @Test
    void a_body_that_trickles_in_is_too_slow_although_it_never_stops() throws IOException {
        connected(socket -> {
            send(
                    socket,
                    "POST /api/v1/peers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100000\r\n\r\n{\"name\":\"");
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            for (int i = 0; i < MAX_TRICKLES && in.available() == 0; i++) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(TRICKLE_NANOS);
            }
            isTooSlow(in);
        });
    }

    @Test
    void headers_that_stop_coming_end_the_connection() throws IOException {
        connected(socket -> {
            send(socket, "GET /api/v1/tracker HTTP/1.1\r\nHost: a\r\nX-");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("200");
        });
    }

    @Test
    void a_connection_that_says_nothing_ends() throws IOException {
        connected(socket -> assertThat(socket.getInputStream().read()).isEqualTo(-1));
    }

    @Test
    void headers_that_are_too_long_are_refused() throws IOException {
        for (String header : List.of(
                "X-Long: " + "x".repeat(20_000),
                "Authorization: Bearer " + "a".repeat(20_000),
                "Cookie: " + "a=b;".repeat(10_000))) {
            isRefused(List.of(header));
        }
    }

    @Test
    void headers_that_are_too_many_are_refused() throws IOException {
        isRefused(IntStream.range(0, 1_000).mapToObj(i -> "X-" + i + ": 1").toList());
    }

    private static void isRefused(List<String> headers) throws IOException {
        RawHttp.Answer answer = RawHttp.send(tracker.url(), RawHttp.request("GET", "/api/v1/tracker", headers, null));
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(431);
        assertThat(answer.body()).contains("\"headers-too-large\"", "16 KiB and 100 lines");
    }

    @Test
    void others_are_served_while_many_are_slow() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket =
                        new Socket(tracker.url().getHost(), tracker.url().getPort());
                slow.add(socket);
                send(
                        socket,
                        "POST /api/v1/peers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 100\r\n\r\n{");
            }
            tracker.api().get("/api/v1/tracker").is(200);
            TestPeer.registered(tracker.api(), "in-between");
        } finally {
            for (Socket socket : slow) socket.close();
        }
    }
}
