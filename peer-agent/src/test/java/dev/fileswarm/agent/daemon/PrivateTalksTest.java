package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.tracker.FakeTracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateTalksTest {
    private static final AgentListener NOBODY = event -> {};

    @TempDir
    Path folder;

    private FakeTracker tracker;
    private TestAgent anna;
    private TestAgent bob;

    @BeforeEach
    void start() throws Exception {
        tracker = FakeTracker.start();
        anna = TestAgent.start(folder.resolve("anna"), "anna", tracker.url());
        bob = TestAgent.start(folder.resolve("bob"), "bob", tracker.url());
        TestAgent.until("the events of both", () -> tracker.people.streamCount() == 2);
        // Who is where is kept for the time without a tracker.
        tracker.people.emit("peer-online", tracker.people.view(tracker.peer("anna")));
        tracker.people.emit("peer-online", tracker.people.view(tracker.peer("bob")));
        TestAgent.until("anna's table", () -> anna.people().table().online().contains("bob"));
        TestAgent.until("bob's table", () -> bob.people().table().online().contains("anna"));
    }

    @AfterEach
    void stop() {
        anna.close();
        bob.close();
        tracker.close();
    }

    @Test
    void startprivate_private_stopprivate_go_straight_to_the_other_peer_and_both_are_told() throws Exception {
        anna.people().startPrivate("Bob");
        assertThat(anna.await(Notice.PrivateOpened.class)).isEqualTo(new Notice.PrivateOpened("bob", false));
        assertThat(bob.await(Notice.PrivateOpened.class)).isEqualTo(new Notice.PrivateOpened("anna", true));

        anna.people().sayPrivate("bob", "between us");
        assertThat(bob.unread()).contains(new Notice.PrivateText("anna", "between us"));
        bob.people().sayPrivate("anna", "yes ✓");
        assertThat(anna.unread()).contains(new Notice.PrivateText("bob", "yes ✓"));
        assertThat(anna.people().privateTalks())
                .singleElement()
                .satisfies(talk -> assertThat(talk.peer()).isEqualTo("bob"));

        bob.people().stopPrivate("anna");
        assertThat(bob.await(Notice.PrivateClosed.class).byThem()).isFalse();
        assertThat(anna.await(Notice.PrivateClosed.class)).isEqualTo(new Notice.PrivateClosed("bob", true, ""));
        assertThat(tracker.people.sent()).isEmpty();
        assertThat(anna.lines).noneMatch(line -> line.contains("between us"));
        assertThat(bob.lines).noneMatch(line -> line.contains("between us"));
    }

    @Test
    void who_asked_for_a_private_link_is_told_of_only_where_none_was_opened() throws Exception {
        anna.people().startPrivate("bob");
        tracker.people.emit("introduction", Map.of("from", Map.of("name", "carol")));

        bob.await(Notice.Introduction.class, asked -> asked.peer().equals("carol"));
        assertThat(bob.unread())
                .contains(new Notice.PrivateOpened("anna", true))
                .doesNotContain(new Notice.Introduction("anna"));
    }

    @Test
    void a_private_link_goes_on_and_can_be_opened_while_the_tracker_is_away() throws Exception {
        anna.people().startPrivate("bob");
        tracker.people.emit("peer-online", tracker.people.view(tracker.peer("anna")));
        TestAgent.until("where anna is", () -> bob.people().table().online().contains("anna"));
        tracker.close();
        anna.await(Notice.TrackerGone.class);
        bob.await(Notice.TrackerGone.class);

        List<String> texts = IntStream.range(0, 50).mapToObj(i -> "text " + i).toList();
        for (String text : texts) anna.people().sayPrivate("bob", text);
        assertThat(bob.unread().stream()
                        .filter(Notice.PrivateText.class::isInstance)
                        .map(said -> ((Notice.PrivateText) said).text()))
                .isEqualTo(texts);

        anna.people().stopPrivate("bob");
        bob.await(Notice.PrivateClosed.class);
        bob.people().startPrivate("anna");
        bob.people().sayPrivate("anna", "still here");
        assertThat(anna.unread()).contains(new Notice.PrivateText("bob", "still here"));
    }

    @Test
    void what_was_said_is_kept_until_it_is_read_also_over_a_restart() throws Exception {
        anna.people().startPrivate("bob");
        anna.people().sayPrivate("bob", "keep this");
        bob.close();
        assertThat(anna.await(Notice.PrivateClosed.class).peer()).isEqualTo("bob");
        bob = TestAgent.start(folder.resolve("bob"), "bob", tracker.url());
        assertThat(bob.unread()).contains(new Notice.PrivateText("anna", "keep this"));
    }

    @Test
    void what_cannot_be_done_is_refused_with_a_code() throws Exception {
        tracker.addPeer("carol", null, false);
        tracker.addPeer("dave", null, true).tcpPort = 0;
        refused("yourself", AgentException.Kind.USAGE, () -> anna.people().startPrivate("ANNA"));
        refused(
                "unknown-peer",
                AgentException.Kind.NOT_FOUND,
                () -> anna.people().startPrivate("nobody"));
        refused(
                "peer-offline",
                AgentException.Kind.NO_PEERS,
                () -> anna.people().startPrivate("carol"));
        refused(
                "peer-unreachable",
                AgentException.Kind.NO_PEERS,
                () -> anna.people().startPrivate("dave"));
        refused(
                "no-private-link",
                AgentException.Kind.NOT_FOUND,
                () -> anna.people().sayPrivate("bob", "x"));
        refused(
                "no-private-link",
                AgentException.Kind.NOT_FOUND,
                () -> anna.people().stopPrivate("bob"));
        anna.people().startPrivate("bob");
        refused("already-open", AgentException.Kind.FAILED, () -> anna.people().startPrivate("bob"));
        refused("already-open", AgentException.Kind.FAILED, () -> bob.people().startPrivate("anna"));
        refused("empty-message", AgentException.Kind.USAGE, () -> anna.people().sayPrivate("bob", " "));
        refused(
                "message-too-long",
                AgentException.Kind.USAGE,
                () -> anna.people().sayPrivate("bob", "x".repeat(4_097)));
    }

    @Test
    void a_block_closes_it_at_once_refuses_another_and_unblocking_reopens() throws Exception {
        anna.people().startPrivate("bob");
        bob.people().block("anna");
        assertThat(anna.await(Notice.PrivateClosed.class).byThem()).isTrue();
        assertThat(anna.await(Notice.PrivateClosed.class).why())
                .as("nobody is told of a block")
                .isEmpty();
        assertThat(bob.await(Notice.PrivateClosed.class).byThem()).isFalse();
        refused("blocked", AgentException.Kind.NOT_ALLOWED, () -> anna.people().startPrivate("bob"));
        refused("blocked", AgentException.Kind.NOT_ALLOWED, () -> bob.people().startPrivate("anna"));

        tracker.close(); // now only bob's own list refuses
        anna.await(Notice.TrackerGone.class);
        bob.await(Notice.TrackerGone.class);
        assertThatThrownBy(() -> anna.people().startPrivate("bob")).isInstanceOf(AgentException.class);

        bob.people().unblock("anna");
        bob.people().startPrivate("anna");
        bob.people().sayPrivate("anna", "again");
        assertThat(anna.unread()).contains(new Notice.PrivateText("bob", "again"));
    }

    @Test
    void a_provider_tells_who_fetches_what_and_refuses_chunks_to_whom_it_has_blocked() throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), new byte[300_000]);
        anna.agent.offer(new OfferRequest(List.of(file.toString()), null, null, false, false), NOBODY);
        String content = anna.agent.shares().getFirst().content();
        TestAgent.until("the announcement", () -> tracker.peer("anna").holdings.containsKey(content));
        anna.people().block("bob");
        FetchRequest request = new FetchRequest(content, "b.bin", folder.toString(), null, null, false, 1L, null);
        assertThatThrownBy(() -> bob.agent.fetch(request, NOBODY)).isInstanceOf(AgentException.class);

        anna.people().unblock("bob");
        FetchRequest patient = new FetchRequest(content, "b.bin", folder.toString(), null, null, false, 60L, null);
        assertThat(bob.agent.fetch(patient, NOBODY).complete()).isTrue();
        assertThat(anna.await(Notice.ServeStarted.class)).isEqualTo(new Notice.ServeStarted("bob", "a.bin", content));
        assertThat(anna.await(Notice.ServeFinished.class).bytes()).isEqualTo(300_000);
        assertThat(anna.lines).contains("bob fetches a.bin");
    }

    private interface Refused {
        void run() throws Exception;
    }

    private static void refused(String code, AgentException.Kind kind, Refused call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AgentException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.kind()).isEqualTo(kind);
        });
    }
}
