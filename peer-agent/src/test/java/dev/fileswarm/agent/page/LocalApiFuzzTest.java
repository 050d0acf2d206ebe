package dev.fileswarm.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.Mutations;
import dev.fileswarm.agent.daemon.AgentEvent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.FetchReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes to the local API, or from something that passes for it: an answer in words, and the next one is served. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LocalApiFuzzTest {
    private static final int REQUESTS = 120;

    @TempDir
    Path home;

    private LocalApi api;
    private LocalApiAddress address;

    @BeforeEach
    void start() throws IOException {
        Path file = home.resolve(LocalApiAddress.FILE_NAME);
        api = LocalApi.start(new ScriptedAgent(), file);
        address = LocalApiAddress.read(file).orElseThrow();
    }

    @AfterEach
    void anHonestCallIsStillAnswered() throws Exception {
        try {
            assertThat(new LocalApiClient(address).status().name()).isEqualTo("anna");
        } finally {
            api.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "offers;{\"paths\":[\"/a\"],\"chunks\":3,\"chunkSize\":null,\"sha1\":true,\"watch\":false}",
                "limits;{\"upBytesPerSecond\":100000,\"downBytesPerSecond\":null}",
                "withdrawals;[\"a\",\"b\"]",
                "fetches;{\"content\":\"id\",\"fileName\":\"a\",\"folder\":\"/tmp\",\"force\":false}",
                "streams;{\"content\":\"id\",\"fileName\":\"a\",\"folder\":\"/tmp\",\"chunks\":[1],\"from\":\"bob\"}"
            })
    void a_strange_body_is_taken_or_refused_as_the_askers_fault(String path, String good) throws IOException {
        Mutations.ofTexts(1, good, "null", "[]", "{}", "\"x\"").feed(REQUESTS, body -> {
            if (new String(body, StandardCharsets.ISO_8859_1).contains("silent")) return;
            assertThat(status("POST", path, body)).isIn(200, 400);
        });
    }

    @Test
    void a_strange_request_is_answered_or_hung_up_on() throws IOException {
        String good = "GET /api/status HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + address.token()
                + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        Mutations.ofTexts(1, good).feed(REQUESTS, bytes -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).doesNotStartWith("HTTP/1.1 500").doesNotContain("\tat ");
            } catch (java.net.SocketException e) {
                assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
            }
        });
    }

    @Test
    void a_strange_answer_is_read_or_refused() throws IOException {
        ByteArrayOutputStream good = new ByteArrayOutputStream();
        StreamFormat.Writer writer = new StreamFormat.Writer(good);
        writer.event(new AgentEvent.Note("so"));
        writer.event(new AgentEvent.Progress("waiting", 1, 2, 3, null, List.of(), "x"));
        writer.data().write(new byte[] {1, 2, 3});
        writer.result(ScriptedAgent.STREAM_REPORT);
        ByteArrayOutputStream failing = new ByteArrayOutputStream();
        new StreamFormat.Writer(failing)
                .failure(new AgentException(AgentException.Kind.NO_PEERS, "no-source", "nobody", "wait"));
        new Mutations(1, List.of(good.toByteArray(), failing.toByteArray())).feed(5_000, bytes -> {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            try {
                StreamFormat.read(
                        in,
                        FetchReport.class,
                        new StreamFormat.Events<>(AgentEvent.class, event -> {}),
                        new ByteArrayOutputStream());
            } catch (IOException | AgentException e) {
                assertThat(e.getMessage()).isNotNull();
            }
        });
    }

    @Test
    void a_damaged_address_file_is_no_address() throws IOException {
        Path file = home.resolve("other.json");
        address.write(file);
        new Mutations(1, List.of(Files.readAllBytes(file))).feed(500, bytes -> {
            Files.write(file, bytes);
            LocalApiAddress.read(file).ifPresent(read -> assertThat(read.pid()).isPositive());
        });
    }

    private int status(String method, String path, byte[] body) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + address.port() + "/api/" + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setRequestProperty("Authorization", "Bearer " + address.token());
        connection.setDoOutput(true);
        connection.getOutputStream().write(body);
        int status = connection.getResponseCode();
        connection.disconnect();
        return status;
    }
}
