package dev.fileswarm.agent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.PeerName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private static final CallPolicy ONE_TRY =
            new CallPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(5));

    private FakeTracker fake;
    private TrackerClient client;
    private EventFeed feed;
    private final BlockingQueue<FeedEvent> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        fake = FakeTracker.start();
        client = client(fake.url());
    }

    @AfterEach
    void stop() {
        if (feed != null) feed.close();
        client.close();
        fake.close();
    }

    @Test
    void events_come_as_they_happen() throws Exception {
        begin();
        assertThat(next()).isEqualTo(new FeedEvent.Opened(false));

        fake.people.emit("peer-online", Map.of("name", "bob", "online", true));
        fake.people.emit("peer-offline", Map.of("name", "bob", "lastSeenAt", "2026-01-01T00:00:00Z"));
        fake.people.emit("something-new", Map.of());
        fake.people.emit("introduction", Map.of("from", Map.of("name", "eve")));
        assertThat(next())
                .isInstanceOfSatisfying(
                        FeedEvent.PeerOnline.class,
                        came -> assertThat(came.peer().name()).isEqualTo(new PeerName("bob")));
        assertThat(next()).isInstanceOf(FeedEvent.PeerOffline.class);
        assertThat(next()).isInstanceOf(FeedEvent.Introduced.class);
    }

    @Test
    void a_broken_stream_is_resumed_after_the_last_event_that_came() throws Exception {
        begin();
        next();
        fake.people.emit("peer-online", Map.of("name", "bob"));
        next();
        fake.people.breakStreams();
        fake.people.emit("peer-online", Map.of("name", "carol"));

        assertThat(next()).isInstanceOf(FeedEvent.Ended.class);
        assertThat(next()).isEqualTo(new FeedEvent.Opened(true));
        assertThat(next())
                .isInstanceOfSatisfying(
                        FeedEvent.PeerOnline.class,
                        came -> assertThat(came.peer().name()).isEqualTo(new PeerName("carol")));
        assertThat(fake.people.cursors()).containsExactly("-", "c-1");
    }

    @Test
    void a_cursor_that_is_too_old_is_told_as_events_missed() throws Exception {
        begin();
        next();
        fake.people.forgetEvents();
        fake.people.breakStreams();
        assertThat(next()).isInstanceOf(FeedEvent.Ended.class);
        assertThat(next()).isEqualTo(new FeedEvent.Opened(true));
        assertThat(next()).isEqualTo(new FeedEvent.Resync("too old"));
    }

    @Test
    void the_next_address_is_asked_where_one_does_not_answer() throws Exception {
        client.close();
        client = client("http://127.0.0.1:1", fake.url());
        begin();
        assertThat(next()).isInstanceOf(FeedEvent.Ended.class);
        assertThat(next()).isEqualTo(new FeedEvent.Opened(false));
    }

    @Test
    void an_event_that_cannot_be_read_means_that_events_were_missed() throws Exception {
        begin();
        next();
        fake.people.emit("peer-online", Map.of("name", "not a name"));
        assertThat(next()).isInstanceOf(FeedEvent.Resync.class);
    }

    @Test
    void pauses_grow_after_three_quick_tries_of_each_address() {
        FeedPauses pauses = new FeedPauses(RandomGenerator.of("L64X128MixRandom"), 2);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) waits.add(pauses.failedMillis());
        assertThat(waits).containsExactly(0L, 500L, 0L, 500L, 0L, 500L);
        for (int i = 0; i < 40; i++) waits.add(pauses.failedMillis());
        assertThat(waits.getLast()).isBetween(FeedPauses.LONGEST_MILLIS / 2, FeedPauses.LONGEST_MILLIS);
        pauses.opened();
        assertThat(pauses.failedMillis()).isZero();
    }

    private void begin() throws IOException {
        TestSigner signer = TestSigner.fresh();
        SignOn signOn = new SignOn(client, signer, null);
        client.useToken(signOn.register(new PeerName("anna"), SignOn.ListenPorts.NONE, null)
                .token());
        feed = EventFeed.start(client, heard::add);
        feed.wake();
    }

    private FeedEvent next() throws InterruptedException {
        FeedEvent event = heard.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    private static TrackerClient client(String... urls) {
        List<TrackerAddress> addresses =
                List.of(urls).stream().map(TrackerAddress::parse).toList();
        return new TrackerClient(addresses, ONE_TRY, RetryListener.NONE);
    }
}
