package dev.fileswarm.tracker.event;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What time does to events and streams, with clocks that the tests move. */
class FeedTimesTest {
    private static final Map<String, Object> SETTINGS =
            Map.of("fileswarm.events.heartbeat", "200ms", "fileswarm.events.kept-weight", 20);

    private TestTracker tracker;
    private TestPeer ann;
    private TestPeer ben;

    TestTracker tracker(Map<String, Object> settings) {
        return TestTracker.start(settings);
    }

    @BeforeEach
    void start() {
        tracker = tracker(SETTINGS);
        ann = TestPeer.registered(tracker.api(), "ann");
        ben = TestPeer.registered(tracker.api(), "ben");
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void a_client_that_was_away_too_long_is_told_to_read_again_and_a_stream_ends_with_its_token() {
        EventClient first = open(ann, null);
        send(ben.api(), "first");
        String old = first.await("message", event -> true).id();
        for (int i = 0; i < 30; i++) send(ben.api(), "number " + i);
        first.await("message", event -> "number 29".equals(event.text("text")));
        first.close();
        String recent = open(ben, null).lastId();
        tracker.bean(FeedTrimmer.class).sweep();
        EventClient again = open(ann, old);
        assertThat(again.await("resync", event -> true).text("reason")).isEqualTo("too-old");
        send(ben.api(), "and on");
        again.await("message", event -> "and on".equals(event.text("text")));
        EventClient resumed = open(ann, recent);
        resumed.await("message", event -> "and on".equals(event.text("text")));
        assertThat(resumed.all("resync")).isEmpty();
        tracker.clock().advance(Duration.ofHours(2));
        open(ann, recent).await("resync", event -> "too-old".equals(event.text("reason")));
        EventClient last = open(ann, null);
        tracker.clock().advance(Duration.ofHours(23));
        last.awaitEnd("signed-out");
    }

    @Test
    void streams_are_told_when_their_tracker_shuts_down_and_what_it_told_is_forgotten_in_time() {
        TestTracker other = tracker.another(SETTINGS);
        FeedStore store = tracker.bean(FeedStore.class);
        String gone = other.bean(Feed.class).tracker();
        EventClient anns = EventClient.open(other.url(), ann.token());
        send(other.api().as(ben.token()), "hello");
        anns.await("message", event -> true);
        other.close();
        anns.awaitEnd("shutting-down");
        assertThat(store.kept(gone)).isNotEmpty();
        tracker.clock().advance(Duration.ofMinutes(16));
        tracker.bean(FeedTrimmer.class).sweep();
        assertThat(store.kept(gone)).isEmpty();
        assertThat(store.writers()).anyMatch(writer -> writer.tracker().equals(gone) && writer.keptFrom() > 0);
        tracker.clock().advance(Duration.ofHours(2));
        tracker.bean(FeedTrimmer.class).sweep();
        assertThat(store.writers()).noneMatch(writer -> writer.tracker().equals(gone));
    }

    @Test
    void a_tracker_that_was_forgotten_begins_anew_and_its_streams_go_on() {
        EventClient anns = open(ann, null);
        send(ben.api(), "before");
        anns.await("message", event -> true);
        Feed feed = tracker.bean(Feed.class);
        String before = feed.tracker();
        tracker.bean(FeedStore.class).removeWriter(before);
        Await.until("another id", () -> !feed.tracker().equals(before));
        send(ben.api(), "after");
        anns.await("message", event -> "after".equals(event.text("text")));
    }

    private EventClient open(TestPeer peer, String lastId) {
        return EventClient.open(tracker.url(), peer.token(), "", lastId);
    }

    private static void send(Api from, String text) {
        from.post("/api/v1/messages", body("to", "ann", "text", text)).is(201);
    }
}
