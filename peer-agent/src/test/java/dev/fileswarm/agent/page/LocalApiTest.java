package dev.fileswarm.agent.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.daemon.AgentEvent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentListener;
import dev.fileswarm.agent.daemon.BroadcastReport;
import dev.fileswarm.agent.daemon.DownloadsService;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.Limits;
import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.daemon.OfferReport;
import dev.fileswarm.agent.daemon.OfferRequest;
import dev.fileswarm.agent.daemon.PeerShare;
import dev.fileswarm.agent.daemon.PeopleService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalApiTest {
    private static final AgentListener NOBODY = event -> {};
    private static final FetchRequest REQUEST = new FetchRequest("id", "a.bin", "/tmp", null, null, false, null, null);

    @TempDir
    Path home;

    private final ScriptedAgent agent = new ScriptedAgent();
    private LocalApi api;
    private LocalApiAddress address;
    private LocalApiClient client;

    @BeforeEach
    void start() throws IOException {
        Path file = home.resolve(LocalApiAddress.FILE_NAME);
        api = LocalApi.start(agent, file);
        address = LocalApiAddress.read(file).orElseThrow();
        client = new LocalApiClient(address);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_call_gives_the_same_answer_as_in_the_own_process() throws Exception {
        assertThat(client.status()).isEqualTo(agent.status());
        assertThat(client.shares()).isEqualTo(agent.shares());
        assertThat(client.traffic()).isEqualTo(agent.traffic());
        assertThat(client.limit(new Limits(100_000L, null))).isEqualTo(agent.traffic());
        assertThat(agent.limited).isEqualTo(new Limits(100_000L, null));
        assertThat(client.withdraw(List.of("a", "b"))).isEqualTo(agent.shares());
        assertThat(agent.withdrawn).containsExactly("a", "b");
    }

    @Test
    void downloads_are_begun_listed_paused_resumed_and_cancelled() throws Exception {
        DownloadsService asked = client.downloads();
        List<String> files = List.of("a", "b");

        assertThat(asked.list()).isEqualTo(agent.downloads.list());
        assertThat(asked.begin(REQUEST)).isEqualTo(agent.downloads.begin(REQUEST));
        assertThat(asked.why(files)).isEqualTo(agent.downloads.why(files));
        assertThat(asked.pause(files)).isEqualTo(agent.downloads.pause(files));
        assertThat(asked.resume(files)).isEqualTo(agent.downloads.resume(files));
        assertThat(asked.cancel(files, true)).isEqualTo(agent.downloads.cancel(files, true));
        assertThat(asked.cancel(files, false)).isEqualTo(agent.downloads.cancel(files, false));
    }

    @Test
    void events_come_before_the_result_and_in_order() throws Exception {
        List<AgentEvent> events = new ArrayList<>();
        OfferRequest request = new OfferRequest(List.of("/a"), 3, null, true, false);
        OfferReport report = client.offer(request, events::add);

        assertThat(agent.offered).isEqualTo(request);
        assertThat(report).isEqualTo(new OfferReport(1, 0, 1));
        assertThat(events)
                .containsExactly(
                        new AgentEvent.Hashing("/a", 1, 2),
                        new AgentEvent.Offered(ScriptedAgent.SHARE, false, true, null),
                        new AgentEvent.Refused("/b", "no", "because"),
                        new AgentEvent.Progress("waiting", 1, 2, 3, null, List.of(new PeerShare("anna", 1, 2)), "x"),
                        new AgentEvent.Note("so"));
    }

    @Test
    void a_failure_keeps_its_kind_code_and_advice() {
        assertThatThrownBy(() -> client.fetch(REQUEST, NOBODY)).isInstanceOfSatisfying(AgentException.class, e -> {
            assertThat(e.kind()).isEqualTo(AgentException.Kind.NO_PEERS);
            assertThat(e.code()).isEqualTo("no-source");
            assertThat(e).hasMessage("nobody is there");
            assertThat(e.advice()).isEqualTo("wait");
        });
    }

    @Test
    void streamed_bytes_come_out_as_they_went_in() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FetchReport report = client.stream(REQUEST, out, NOBODY);

        assertThat(out.toByteArray()).isEqualTo(ScriptedAgent.STREAMED);
        assertThat(report.complete()).isTrue();
    }

    @Test
    void nobody_gets_in_without_the_token() throws IOException {
        assertThat(raw("GET /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\n")).startsWith("HTTP/1.1 401");
        assertThat(raw("GET /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer x\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void a_page_of_another_origin_gets_nothing_even_with_the_token() throws IOException {
        String token = "Authorization: Bearer " + address.token() + "\r\n";
        assertThat(raw("GET /api/status HTTP/1.1\r\nHost: evil.example\r\n" + token))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/status HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n" + token))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/status HTTP/1.1\r\nHost: localhost\r\n" + token))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    @Timeout(60)
    void an_event_comes_out_at_once_and_not_with_the_result() throws Exception {
        FetchRequest request = new FetchRequest("one-event", "a", "/", null, null, false, null, null);
        client.fetch(request, event -> agent.wasHeard.countDown()); // the agent waits for that
        assertThat(agent.wasHeard.getCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"endless", "silent"})
    void a_call_is_interrupted_when_its_asker_hangs_up(String content) throws Exception {
        String body = StreamFormat.JSON.writeValueAsString(
                new FetchRequest(content, "a", "/", null, null, false, null, null));
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            String head = "POST /api/fetches HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + address.token()
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).isNotEqualTo(-1);
        }
        assertThat(agent.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void only_its_owner_can_read_where_it_is_and_the_file_goes_with_it() throws IOException {
        Path file = home.resolve(LocalApiAddress.FILE_NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        api.close();
        assertThat(file).doesNotExist();
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void calls_between_people_give_the_same_answers_as_in_the_own_process() throws Exception {
        PeopleService people = client.people();
        assertThat(people.unread()).isEqualTo(agent.people.unread());
        assertThat(people.broadcast("to all")).isEqualTo(new BroadcastReport(3, 1));
        assertThat(people.block("eve")).isEqualTo(ScriptedPeople.BLOCKED);
        assertThat(people.table()).isEqualTo(agent.people.table());
        assertThat(people.blocks()).containsExactly(ScriptedPeople.BLOCKED);
        people.message("bob", "hello");
        people.unblock("eve");
        people.startPrivate("bob");
        people.sayPrivate("bob", "psst");
        people.stopPrivate("bob");
        assertThat(people.privateTalks()).isEqualTo(agent.people.privateTalks());
        people.markRead(List.of(1L, 1_700_000_000_000_000L));
        assertThat(agent.people.calls)
                .containsExactly(
                        "to all",
                        "block eve",
                        "bob hello",
                        "unblock eve",
                        "start bob",
                        "say bob psst",
                        "stop bob",
                        "[1, 1700000000000000]");
    }

    @Test
    void notices_are_followed_until_the_thread_is_interrupted() throws Exception {
        BlockingQueue<NoticeEntry> heard = new LinkedBlockingQueue<>();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread follower = Thread.startVirtualThread(() -> {
            try {
                client.people().follow(heard::add);
            } catch (Exception e) {
                end.complete(e);
            }
        });
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(ScriptedPeople.ENTRY);
        follower.interrupt();
        assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(agent.people.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
