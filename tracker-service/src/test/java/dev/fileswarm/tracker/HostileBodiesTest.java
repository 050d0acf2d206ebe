package dev.fileswarm.tracker;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Bodies that no proper client sends: refused in the sender's words, and nothing of it is a fault to be logged. */
class HostileBodiesTest {
    private static final String JSON = "Content-Type: application/json";
    private static final String ID = "ab".repeat(32) + "-7";

    /** Tests run beside each other, and those that make faults on purpose do so at other paths. */
    private static final class Faults extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)
                    && event.getFormattedMessage().contains("/api/v1/")) lines.add(event.getFormattedMessage());
        }
    }

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.fileswarm.tracker");
    private static final Faults FAULTS = new Faults();
    private static TestPeer peer;

    @BeforeAll
    static void start() {
        peer = TestPeer.registered(TestTracker.shared().api(), "hostile-bodies");
        FAULTS.start();
        LOG.addAppender(FAULTS);
    }

    @AfterAll
    static void stop() {
        LOG.detachAppender(FAULTS);
        assertThat(FAULTS.lines).isEmpty();
    }

    private static void isProblem(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static RawHttp.Answer raw(String method, List<String> headers, byte[] body) throws IOException {
        return RawHttp.send(TestTracker.shared().url(), RawHttp.request(method, "/api/v1/challenges", headers, body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "multipart/form-data; boundary=\"\"",
                "multipart/mixed; boundary=x",
                "multipart/form-data; boundary=LONG",
            })
    void forms_of_several_parts_are_another_form(String type) throws IOException {
        String header = "Content-Type: " + type.replace("LONG", "b".repeat(6_000));
        for (String body : List.of("", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", "--x--\r\n", "{"))
            isProblem(
                    raw("POST", List.of(header), body.getBytes(StandardCharsets.UTF_8)), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "*", "application/*", "application/*+json", "text/*", "multipart/*"})
    void bodies_of_any_type_are_of_none(String type) throws IOException {
        byte[] body = "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        isProblem(raw("POST", List.of("Content-Type: " + type), body), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ZZ\r\n{}\r\n0\r\n\r\n", "7FFFFFFFFFFFFFFF\r\n{}", "-1\r\n{}\r\n0\r\n\r\n", "2\r\n{}x0\r\n\r\n"})
    void chunks_that_are_none_are_malformed(String body) throws IOException {
        byte[] head = RawHttp.request("POST", "/api/v1/challenges", List.of(JSON, "Transfer-Encoding: chunked"), null);
        byte[] request = (new String(head, StandardCharsets.UTF_8) + body).getBytes(StandardCharsets.UTF_8);
        isProblem(RawHttp.send(TestTracker.shared().url(), request), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"name\":", "{\"name\":\"a\",\"purpose\":\"register\"}"})
    void a_body_that_ends_before_its_length_is_malformed(String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", TestTracker.shared().url().getPort())) {
            socket.setSoTimeout(30_000);
            byte[] head = RawHttp.request("POST", "/api/v1/challenges", List.of(JSON, "Content-Length: 100"), null);
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            isProblem(RawHttp.read(new BufferedInputStream(socket.getInputStream())), 400, "malformed-request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "PROPFIND", "get", "X"})
    void a_method_that_nobody_knows_does_not_work_here(String method) throws IOException {
        isProblem(raw(method, List.of(), null), 405, "method-not-allowed");
        isProblem(raw(method, List.of(JSON), "{}".getBytes(StandardCharsets.UTF_8)), 405, "method-not-allowed");
    }

    /** As JSON, and the path of the field that is told. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            peers         | {"name":5}                                        | name
            peers         | {"name":true}                                     | name
            peers         | {"name":1.5}                                      | name
            peers         | {"name":"a","tcpPort":"2000"}                     | tcpPort
            peers         | {"name":"a","tcpPort":""}                         | tcpPort
            peers         | {"name":"a","tcpPort":2000.0}                     | tcpPort
            peers         | {"name":"a","tcpPort":true}                       | tcpPort
            challenges    | {"name":"a","purpose":0}                          | purpose
            challenges    | {"name":"a","purpose":""}                         | purpose
            broadcasts    | {"text":true}                                     | text
            broadcasts    | {"text":7}                                        | text
            offers        | {"offers":[{"content":"a","name":7}]}             | offers[0].name
            announcements | {"full":"false","epoch":1,"sequence":1,"announcements":[]} | full
            announcements | {"full":0,"epoch":1,"sequence":1,"announcements":[]}       | full
            announcements | {"epoch":"1","sequence":1,"announcements":[]}     | epoch
            announcements | {"epoch":1.0,"sequence":1,"announcements":[]}     | epoch
            announcements | {"epoch":1,"sequence":1,"announcements":[{"content":"a","complete":1}]} | announcements[0].complete
            """)
    void a_value_of_another_type_is_refused_by_the_name_of_its_field(String path, String body, String field) {
        peer.api()
                .post("/api/v1/" + path, body)
                .isProblem(400, "malformed-request")
                .names(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            challenges | {"name":"a","name":"b","purpose":"register"}              | name
            broadcasts | {"text":"a","text":"a"}                                   | text
            offers     | {"offers":[{"content":"a","name":"x"},{"name":"x","name":"x"}]} | offers[1].name
            """)
    void a_field_that_is_there_twice_is_refused_by_its_name(String path, String body, String field) {
        Api.Answer answer = peer.api()
                .post("/api/v1/" + path, body)
                .isProblem(400, "malformed-request")
                .names(field);
        assertThat(answer.text("detail")).contains("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void json_is_utf_8_and_nothing_else(String charset) throws IOException {
        String text = "{\"name\":\"a\",\"purpose\":\"register\"}";
        byte[] body = text.getBytes(Charset.forName(charset));
        RawHttp.Answer answer = raw("POST", List.of(JSON), body);
        isProblem(answer, 400, "malformed-request");
        assertThat(answer.body()).contains("UTF-8");
        isProblem(raw("POST", List.of(JSON + "; charset=" + charset), body), 415, "unsupported-media-type");
        isProblem(
                raw("POST", List.of(JSON + "; charset=" + charset), text.getBytes(StandardCharsets.UTF_8)),
                415,
                "unsupported-media-type");
        for (String type : List.of(JSON, JSON + ";charset=utf-8", JSON + "; charset=\"UTF-8\""))
            assertThat(raw("POST", List.of(type), text.getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(201);
    }

    /** A byte order mark alone, or what is no text in UTF-8, says no more than that it cannot be read. */
    @Test
    void what_is_no_text_is_malformed() throws IOException {
        for (byte[] body : List.of(new byte[] {(byte) 0xfe, (byte) 0xff}, new byte[] {'"', (byte) 0xc3, '"'}))
            isProblem(raw("POST", List.of(JSON), body), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\u3000",
                "\u00a0\u2003",
                "\u200b",
                "\ufeff",
                "\u200b\u200d\u2060",
                " \u00ad ",
                "photo\u202Egpj.exe",
                "\u2066a.txt",
                "a\u2069.txt",
                "\u202a\u202c",
                "a\u2028b"
            })
    void names_that_cannot_be_seen_or_turn_text_around_are_not_offered(String name) {
        peer.api()
                .post("/api/v1/offers", body("offers", List.of(body("content", ID, "name", name))))
                .isProblem(400, "validation-failed")
                .names("offers[0].name");
    }

    /** Joiners are part of how names are written in Persian, in Hindi, and in pictures of families. */
    @ParameterizedTest
    @ValueSource(
            strings = {"می\u200cخواهم.txt", "\uD83D\uDC69\u200D\uD83D\uDCBB.png", "क\u094d\u200dष.txt", "שלום.txt"})
    void names_of_any_language_are_offered(String name) {
        peer.api()
                .post("/api/v1/offers", body("offers", List.of(body("content", ID, "name", name))))
                .is(200);
    }
}
