package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.tracker.FakeTracker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentPeopleTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad-3";

    @TempDir
    Path folder;

    private FakeTracker tracker;
    private TestAgent anna;

    @BeforeEach
    void start() throws Exception {
        tracker = FakeTracker.start();
        tracker.addPeer("bob", null, true);
        tracker.addOffer("abc.txt", "bob", ContentId.parse(ABC));
        anna = TestAgent.start(folder.resolve("anna"), "anna", tracker.url());
        TestAgent.until("the table", () -> anna.people().table().rows().size() == 1);
    }

    @AfterEach
    void stop() {
        anna.close();
        tracker.close();
    }

    @Test
    void a_message_that_waited_is_kept_here_and_then_forgotten_by_the_tracker() throws Exception {
        tracker.people.deliver("bob", "anna", "while you were away", true);
        assertThat(anna.await(Notice.Message.class).text()).isEqualTo("while you were away");
        TestAgent.until("the acknowledgement", () -> tracker.people.waiting("anna") == 0);
        assertThat(anna.lines).noneMatch(line -> line.contains("while you were away"));

        restart();
        assertThat(anna.unread()).extracting("text").contains("while you were away");
        anna.readAll();
        restart();
        assertThat(anna.unread()).doesNotHaveAnyElementsOfTypes(Notice.Message.class);
    }

    @Test
    void a_message_that_comes_again_is_dropped_also_after_it_was_read_and_after_a_restart() throws Exception {
        String id = tracker.people.deliver("bob", "anna", "once", true);
        anna.await(Notice.Message.class);
        TestAgent.until("the acknowledgement", () -> tracker.people.waiting("anna") == 0);
        anna.readAll();
        restart();

        tracker.people.deliverAgain(id, "bob", "anna", "once");
        tracker.people.deliver("bob", "anna", "twice", true);
        assertThat(anna.await(Notice.Message.class).text()).isEqualTo("twice");
    }

    @Test
    void messages_of_one_sender_come_in_their_order_and_a_thousand_at_once() throws Exception {
        for (int i = 0; i < 1_000; i++) tracker.people.deliver("bob", "anna", "m" + i, i == 999);
        TestAgent.until("all of them", () -> tracker.people.waiting("anna") == 0);
        assertThat(anna.unread().stream()
                        .filter(Notice.Message.class::isInstance)
                        .map(notice -> ((Notice.Message) notice).text()))
                .hasSize(1_000)
                .startsWith("m0", "m1", "m2")
                .endsWith("m999");
    }

    @Test
    void no_more_is_taken_than_can_be_kept_and_reading_makes_room() throws Exception {
        for (int i = 0; i < Notices.MAX_TALK + 3; i++) tracker.people.deliver("bob", "anna", "m" + i, false);
        tracker.people.deliver("bob", "anna", "the last", true);
        TestAgent.until("what fits", () -> tracker.people.waiting("anna") == 4);
        anna.readAll();
        TestAgent.until("the rest", () -> tracker.people.waiting("anna") == 0);
    }

    @Test
    void texts_go_to_one_or_to_all_and_are_refused_with_a_code() throws Exception {
        anna.people().message("BOB", "hello there");
        assertThat(anna.people().broadcast("all of you")).isEqualTo(new BroadcastReport(1, 0));
        tracker.people.block("bob", "anna");
        assertThat(anna.people().broadcast("once more")).isEqualTo(new BroadcastReport(0, 1));
        assertThat(tracker.people.sent())
                .containsExactly("anna > bob: hello there", "anna > *: all of you", "anna > *: once more");

        refused("blocked", AgentException.Kind.NOT_ALLOWED, () -> anna.people().message("bob", "x"));
        refused(
                "unknown-peer",
                AgentException.Kind.NOT_FOUND,
                () -> anna.people().message("nobody", "x"));
        refused("yourself", AgentException.Kind.USAGE, () -> anna.people().message("Anna", "x"));
        refused("empty-message", AgentException.Kind.USAGE, () -> anna.people().message("bob", " \n"));
        refused(
                "message-too-long",
                AgentException.Kind.USAGE,
                () -> anna.people().broadcast("é".repeat(4_097)));
        refused("name-invalid", AgentException.Kind.USAGE, () -> anna.people().message("say", "x"));
    }

    @Test
    void who_comes_and_goes_and_what_is_offered_is_told_and_the_table_is_current() throws Exception {
        tracker.people.emit("peer-online", peer("carol"));
        assertThat(anna.await(Notice.PeerCame.class)).isEqualTo(new Notice.PeerCame("carol"));
        tracker.people.emit("offers", Map.of("added", List.of(offer("c.txt", "carol")), "removed", List.of()));
        Notice.TableChanged changed = anna.await(Notice.TableChanged.class);
        assertThat(changed.added()).isEqualTo(1);
        assertThat(changed.first()).containsExactly(new Notice.TableChange(true, "c.txt", "carol", ABC));

        FileTable table = anna.people().table();
        assertThat(table.current()).isTrue();
        assertThat(table.online()).containsExactly("anna", "bob", "carol");
        assertThat(table.rows()).extracting(FileRow::name).containsExactly("abc.txt", "c.txt");
        assertThat(table.rows().get(1).host()).isEqualTo("10.0.0.9");

        tracker.people.emit("peer-offline", Map.of("name", "carol", "lastSeenAt", "2026-01-01T00:00:00Z"));
        assertThat(anna.await(Notice.PeerWent.class)).isEqualTo(new Notice.PeerWent("carol"));
        assertThat(anna.people().table().rows()).extracting(FileRow::name).containsExactly("abc.txt");
        assertThat(anna.lines).contains("carol is online", "carol offers c.txt", "carol is offline");
    }

    @Test
    void what_happened_while_events_were_missed_is_told_from_the_lists() throws Exception {
        tracker.people.forgetEvents();
        tracker.peer("bob").online = false;
        tracker.addPeer("dave", null, true);
        tracker.addOffer("d.txt", "dave", ContentId.parse(ABC));
        tracker.people.breakStreams();

        assertThat(anna.await(Notice.PeerCame.class)).isEqualTo(new Notice.PeerCame("dave"));
        assertThat(anna.await(Notice.PeerWent.class)).isEqualTo(new Notice.PeerWent("bob"));
        assertThat(anna.people().table().rows()).extracting(FileRow::name).containsExactly("d.txt");
    }

    @Test
    void the_table_outlives_the_tracker_and_the_agent() throws Exception {
        tracker.close();
        anna.await(Notice.TrackerGone.class);
        assertThat(anna.people().table().rows()).extracting(FileRow::name).containsExactly("abc.txt");
        assertThat(anna.people().table().current()).isFalse();
        anna.close();
        TableFile.Seen seen = new TableFile(folder.resolve("anna").resolve(TableFile.FILE_NAME))
                .read()
                .orElseThrow();
        assertThat(seen.rows()).extracting(FileRow::name).containsExactly("abc.txt");
    }

    @Test
    void a_tracker_that_goes_and_comes_back_is_told_with_each_quick_try() throws Exception {
        tracker.away(true);
        anna.await(Notice.TrackerGone.class);
        assertThat(anna.unread().stream()
                        .filter(Notice.TrackerRetry.class::isInstance)
                        .map(notice -> ((Notice.TrackerRetry) notice).attempt()))
                .containsExactly(1, 2);

        tracker.away(false);
        anna.await(Notice.TrackerBack.class);
        TestAgent.until("events again", () -> tracker.people.streamCount() == 1);
    }

    @Test
    void a_block_holds_here_and_at_the_tracker_until_it_is_ended() throws Exception {
        anna.people().block("Bob");
        assertThat(anna.people().blocks()).extracting(Blocked::name).containsExactly("Bob");
        assertThat(anna.people().blocks().getFirst().pending()).isFalse();
        assertThat(tracker.people.blockedBy("anna")).containsExactly("bob");
        refused(
                "already-blocked",
                AgentException.Kind.FAILED,
                () -> anna.people().block("bob"));
        refused("yourself", AgentException.Kind.USAGE, () -> anna.people().block("anna"));
        refused(
                "unknown-peer",
                AgentException.Kind.NOT_FOUND,
                () -> anna.people().block("nobody"));
        restart();
        assertThat(anna.people().blocks()).hasSize(1);

        anna.people().unblock("bob");
        assertThat(anna.people().blocks()).isEmpty();
        assertThat(tracker.people.blockedBy("anna")).isEmpty();
        refused(
                "not-blocked",
                AgentException.Kind.NOT_FOUND,
                () -> anna.people().unblock("bob"));
        refused(
                "unknown-peer",
                AgentException.Kind.NOT_FOUND,
                () -> anna.people().unblock("nobody"));
    }

    @Test
    void blocks_made_and_ended_while_the_tracker_is_away_are_told_when_it_is_back() throws Exception {
        tracker.addPeer("eve", null, true);
        tracker.people.block("anna", "eve");
        restart();
        TestAgent.until("the tracker's own", () -> anna.people().blocks().size() == 1);

        tracker.away(true);
        anna.await(Notice.TrackerGone.class);
        anna.people().block("bob");
        anna.people().unblock("eve");
        assertThat(anna.people().blocks()).extracting(Blocked::name).containsExactly("bob");
        assertThat(anna.people().blocks().getFirst().pending()).isTrue();
        restart();
        assertThat(anna.people().blocks()).extracting(Blocked::name).containsExactly("bob");

        tracker.away(false);
        TestAgent.until(
                "the tracker's list", () -> tracker.people.blockedBy("anna").equals(List.of("bob")));
        TestAgent.until("the end", () -> !anna.people().blocks().getFirst().pending());
    }

    @Test
    void what_a_blocked_peer_sent_after_the_block_is_dropped() throws Exception {
        tracker.addPeer("carol", null, true);
        anna.people().block("bob");
        tracker.people.deliver("bob", "anna", "from somebody blocked", false);
        tracker.people.deliver("carol", "anna", "hello", true);
        assertThat(anna.await(Notice.Message.class).from()).isEqualTo("carol");
        TestAgent.until("the acknowledgement", () -> tracker.people.waiting("anna") == 0);
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

    private void restart() throws Exception {
        anna.close();
        anna = TestAgent.start(folder.resolve("anna"), "anna", tracker.url());
    }

    private static Map<String, Object> peer(String name) {
        Map<String, Object> address = Map.of("host", "10.0.0.9", "tcpPort", 4_000, "udpPort", 0);
        return Map.of("name", name, "online", true, "addresses", List.of(address));
    }

    private static Map<String, Object> offer(String file, String owner) {
        return Map.of("name", file, "owner", owner, "content", ABC, "online", true);
    }
}
