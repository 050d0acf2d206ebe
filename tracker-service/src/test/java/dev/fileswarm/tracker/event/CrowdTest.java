package dev.fileswarm.tracker.event;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many streams at one tracker, and readers that do not keep up. */
class CrowdTest {
    private static final int AT_ONCE = 16;

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private TestTracker tracker;

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void everybody_hears_of_it() throws Exception {
        tracker = TestTracker.start(Map.of("fileswarm.events.heartbeat", "1s"));
        crowd(60);
    }

    @Test
    @Tag("long")
    void a_thousand_hear_of_it_at_once_and_one_more_is_refused() throws Exception {
        tracker = TestTracker.start(Map.of("fileswarm.events.heartbeat", "1s", "fileswarm.events.max-streams", 1_000));
        crowd(1_000);
        TestPeer late = TestPeer.registered(tracker.api(), "late");
        List<EventClient> full =
                open(IntStream.range(0, 1_000).mapToObj(i -> "again" + i).toList());
        late.api().get("/api/v1/events").isProblem(429, "too-many");
        full.forEach(EventClient::close);
    }

    private void crowd(int size) throws Exception {
        TestPeer ann = TestPeer.registered(tracker.api(), "ann");
        List<EventClient> clients =
                open(IntStream.range(0, size).mapToObj(i -> "p" + i).toList());
        stayOnline(size);
        long beganNanos = System.nanoTime();
        int sent = ann.api()
                .post("/api/v1/broadcasts", body("text", "hello all"))
                .is(201)
                .json()
                .path("recipients")
                .asInt();
        assertThat(sent).isEqualTo(size);
        TestPeer ben = TestPeer.registered(tracker.api(), "ben");
        for (EventClient client : clients) client.await("message", event -> "hello all".equals(event.text("text")));
        System.out.printf(
                "%d streams: the broadcast was heard by all after %d ms%n",
                size, (System.nanoTime() - beganNanos) / 1_000_000);
        for (EventClient client : clients) client.await("peer-online", event -> "ben".equals(event.text("name")));
        ben.api().delete("/api/v1/sessions/current").is(204);
        for (EventClient client : clients) client.await("peer-offline", event -> "ben".equals(event.text("name")));
        clients.forEach(EventClient::close);
        Await.until(
                "the tracker noticing that they left",
                () -> tracker.bean(MeterRegistry.class)
                                .get("fileswarm.streams")
                                .gauge()
                                .value()
                        == 0);
    }

    /** Names without a key, each with a stream. */
    private List<EventClient> open(List<String> names) throws Exception {
        List<Callable<EventClient>> all = new ArrayList<>();
        for (String name : names) {
            all.add(() -> {
                String token = tracker.api()
                        .post("/api/v1/peers", body("name", name))
                        .is(201)
                        .text("token");
                tokens.put(name, token);
                return stream(token);
            });
        }
        return atOnce(all);
    }

    /** A store that is slow to answer on a busy machine is asked again, as a client would. */
    private EventClient stream(String token) {
        List<EventClient> opened = new ArrayList<>();
        Await.until("a stream", () -> {
            try {
                return opened.add(EventClient.open(tracker.url(), token));
            } catch (AssertionError e) {
                return false;
            }
        });
        return opened.getFirst();
    }

    /** Opening so many may have taken longer than a lease lasts. */
    private void stayOnline(int size) throws Exception {
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = "p" + i;
            all.add(() -> tracker.api()
                    .as(tokens.get(name))
                    .post("/api/v1/peers/" + name + "/heartbeat", Map.of())
                    .is(200)
                    .status());
        }
        atOnce(all);
    }

    private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<T> one : threads.invokeAll(all)) results.add(one.get());
        }
        return results;
    }

    @Test
    @Tag("long")
    void a_reader_that_does_not_keep_up_is_dropped_with_a_word_and_others_lose_nothing() throws Exception {
        tracker = TestTracker.start(Map.of("fileswarm.events.queue", 4));
        TestPeer ann = TestPeer.registered(tracker.api(), "ann");
        TestPeer ben = TestPeer.registered(tracker.api(), "ben");
        EventClient quick = EventClient.open(tracker.url(), ann.token());
        try (Socket slow = slowReader(TestPeer.registered(tracker.api(), "slow"))) {
            int offered = 0;
            while (!isDropped("slow")) {
                offer(ben.api(), offered);
                offered += 1_000;
                int all = offered;
                Await.until("the quick reader has " + all, () -> heard(quick) == all);
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            List<String> names = new ArrayList<>();
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) names.add(line);
                if (line.startsWith("data: ")) data = line;
            }
            assertThat(names.getFirst()).isEqualTo("event: ready");
            assertThat(names.getLast()).isEqualTo("event: goodbye");
            assertThat(data).isEqualTo("data: {\"reason\":\"too-slow\"}");
        }
        assertThat(quick.hasEnded()).isFalse();
        quick.close();
    }

    private boolean isDropped(String name) {
        List<EventStream> dropped = new ArrayList<>();
        tracker.bean(Streams.class).forEach(stream -> {
            if (stream.reader().text().equals(name) && stream.ending().isPresent()) dropped.add(stream);
        });
        return !dropped.isEmpty();
    }

    private Socket slowReader(TestPeer peer) throws IOException {
        URI url = tracker.url();
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(("GET /api/v1/events HTTP/1.1\r\nHost: tracker\r\nConnection: close\r\nAuthorization: Bearer "
                                + peer.token() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int heard(EventClient client) {
        return client.all("offers").stream()
                .mapToInt(event -> event.data().path("added").size())
                .sum();
    }

    /** A thousand of them, with names as long as names may be. */
    private static void offer(Api owner, int from) {
        String content = TestContents.fresh(9);
        List<Map<String, Object>> offers = IntStream.range(from, from + 1_000)
                .mapToObj(i -> body("content", content, "name", "%0255d".formatted(i)))
                .toList();
        owner.post("/api/v1/offers", body("offers", offers)).is(200);
    }
}
