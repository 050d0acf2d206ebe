package dev.fileswarm.tracker.message;

import static dev.fileswarm.tracker.Api.body;
import static dev.fileswarm.tracker.Inboxes.ids;
import static dev.fileswarm.tracker.Inboxes.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sending to one, reading, and acknowledging, over the wire. */
class MessagesTest {
    TestTracker tracker() {
        return TestTracker.shared();
    }

    private TestPeer peer(String start) {
        return TestPeer.registered(tracker().api(), TestPeer.freshName(start));
    }

    private static Api.Answer send(Api from, TestPeer to, String text) {
        return from.post("/api/v1/messages", body("to", to.name(), "text", text));
    }

    @Test
    void a_message_waits_for_its_receiver_until_it_is_acknowledged_and_is_then_forgotten() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        ann.api().delete("/api/v1/sessions/current").is(204);
        Api.Answer sent = send(ben.api(), ann, "are you there?").is(201);
        assertThat(sent.text("to")).isEqualTo(ann.name());
        ann.signIn(42_000, 0).is(201);
        JsonNode message =
                ann.api().get("/api/v1/messages").is(200).json().path("items").get(0);
        assertThat(message.path("from").asString()).isEqualTo(ben.name());
        assertThat(message.path("text").asString()).isEqualTo("are you there?");
        assertThat(message.path("sentAt").asString()).isEqualTo(sent.text("sentAt"));
        assertThat(message.path("broadcast").asBoolean()).isFalse();
        assertThat(texts(ann.api())).hasSize(1);
        assertThat(acknowledge(ann, List.of(message.path("id").asString()))).isZero();
        assertThat(texts(ann.api())).isEmpty();
        assertThat(acknowledge(ann, List.of(message.path("id").asString(), "never-there")))
                .isZero();
    }

    @Test
    void an_inbox_is_read_page_by_page_oldest_first() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        for (int i = 0; i < 5; i++) send(ben.api(), ann, "number " + i).is(201);
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ann.api()
                    .get("/api/v1/messages?limit=2" + (after.isEmpty() ? "" : "&after=" + after))
                    .is(200)
                    .json();
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items").forEach(item -> read.add(item.path("text").asString()));
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        assertThat(read).containsExactly("number 0", "number 1", "number 2", "number 3", "number 4");
    }

    @Test
    void a_heartbeat_says_how_many_messages_wait() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        send(ben.api(), ann, "one").is(201);
        send(ben.api(), ann, "two").is(201);
        assertThat(waiting(ann)).isEqualTo(2);
        assertThat(acknowledge(ann, ids(ann.api()).subList(0, 1))).isOne();
        assertThat(waiting(ann)).isOne();
        assertThat(texts(ann.api())).containsExactly("two");
        assertThat(waiting(ben)).isZero();
    }

    @Test
    void a_message_sent_again_with_its_id_is_the_same_message() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        Map<String, Object> message = body("to", ann.name(), "text", "once", "id", "m-1");
        Api.Answer first = ben.api().post("/api/v1/messages", message).is(201);
        Api.Answer again = ben.api().post("/api/v1/messages", message).is(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.text("id")).isEqualTo("m-1");
        assertThat(ids(ann.api())).hasSize(1).doesNotContain("m-1");
        acknowledge(ann, ids(ann.api()));
        ben.api().post("/api/v1/messages", message).is(200);
        assertThat(texts(ann.api())).isEmpty();
        peer("cid").api().post("/api/v1/messages", message).is(201);
        assertThat(texts(ann.api())).hasSize(1);
    }

    @Test
    void many_tries_at_once_with_one_id_are_one_message() throws Exception {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        Map<String, Object> message = body("to", ann.name(), "text", "once", "id", "m-1");
        List<Callable<Integer>> tries = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(
                        i -> () -> ben.api().post("/api/v1/messages", message).status())
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : threads.invokeAll(tries))
                assertThat(one.get()).isIn(200, 201);
        }
        assertThat(texts(ann.api())).containsExactly("once");
    }

    @Test
    void an_id_that_was_used_for_another_message_is_refused() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        ben.api()
                .post("/api/v1/messages", body("to", ann.name(), "text", "one", "id", "m-1"))
                .is(201);
        ben.api()
                .post("/api/v1/messages", body("to", ann.name(), "text", "two", "id", "m-1"))
                .isProblem(409, "message-id-used");
        ben.api().post("/api/v1/broadcasts", body("text", "one", "id", "m-1")).isProblem(409, "message-id-used");
    }

    @Test
    void a_message_to_nobody_known_is_refused() {
        peer("ben")
                .api()
                .post("/api/v1/messages", body("to", TestPeer.freshName("nobody"), "text", "hello"))
                .isProblem(404, "unknown-peer");
        peer("ben")
                .api()
                .post("/api/v1/messages", body("to", "not a name", "text", "hello"))
                .isProblem(400, "name-invalid");
        peer("ben")
                .api()
                .post("/api/v1/messages", body("to", "server", "text", "hello"))
                .isProblem(400, "name-invalid");
    }

    @Test
    void a_message_to_oneself_is_refused() {
        TestPeer ann = peer("ann");
        ann.api()
                .post("/api/v1/messages", body("to", ann.name().toUpperCase(Locale.ROOT), "text", "hello"))
                .isProblem(422, "yourself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003", "\u00a0 \u200b\u2060"})
    void a_message_without_words_is_refused(String text) {
        TestPeer ann = peer("ann");
        send(peer("ben").api(), ann, text).isProblem(400, "empty-message");
        peer("ben").api().post("/api/v1/broadcasts", body("text", text)).isProblem(400, "empty-message");
    }

    @Test
    void a_message_has_at_most_4096_characters_whatever_characters_they_are() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        String longest = "\ud83d\ude00".repeat(4_096);
        send(ben.api(), ann, longest).is(201);
        assertThat(texts(ann.api())).containsExactly(longest);
        send(ben.api(), ann, longest + "!").isProblem(400, "message-too-long");
        ben.api().post("/api/v1/broadcasts", body("text", longest + "!")).isProblem(400, "message-too-long");
    }

    @Test
    void text_that_is_no_proper_unicode_is_refused() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        for (String escaped : List.of("\\ud83d", "a\\u0000b"))
            ben.api()
                    .post("/api/v1/messages", "{\"to\":\"" + ann.name() + "\",\"text\":\"" + escaped + "\"}")
                    .isProblem(400, "validation-failed")
                    .names("text");
        assertThat(texts(ann.api())).isEmpty();
    }

    @Test
    void what_is_missing_or_malformed_is_named() {
        Api ben = peer("ben").api();
        ben.post("/api/v1/messages", Map.of())
                .isProblem(400, "validation-failed")
                .names("to")
                .names("text");
        ben.post("/api/v1/messages", body("to", "ann", "text", "x", "id", "no spaces"))
                .isProblem(400, "validation-failed")
                .names("id");
        ben.post("/api/v1/messages", body("to", "ann", "text", "x", "from", "server"))
                .isProblem(400, "unknown-field");
        ben.post("/api/v1/broadcasts", Map.of())
                .isProblem(400, "validation-failed")
                .names("text");
        ben.post("/api/v1/messages/acknowledgements", body("ids", List.of()))
                .isProblem(400, "validation-failed")
                .names("ids");
    }

    @Test
    void an_inbox_takes_a_thousand_messages_and_then_says_that_it_is_full() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        InboxFiller.fill(tracker(), ann.name(), 999);
        send(ben.api(), ann, "the last").is(201);
        send(ben.api(), ann, "too many").isProblem(409, "inbox-full");
        assertThat(waiting(ann)).isEqualTo(1_000);
        acknowledge(ann, ids(ann.api()).subList(0, 1));
        send(ben.api(), ann, "room again").is(201);
    }

    @Test
    void a_name_without_a_key_sends_and_reads_too() {
        TestPeer ann = peer("ann");
        String name = TestPeer.freshName("keyless");
        Api keyless = tracker()
                .api()
                .as(tracker()
                        .api()
                        .post("/api/v1/peers", body("name", name))
                        .is(201)
                        .text("token"));
        send(keyless, ann, "from curl").is(201);
        ann.api().post("/api/v1/messages", body("to", name, "text", "to curl")).is(201);
        assertThat(texts(ann.api())).containsExactly("from curl");
        assertThat(texts(keyless)).containsExactly("to curl");
    }

    @Test
    void nobody_reads_or_acknowledges_what_is_for_somebody_else() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        send(ben.api(), ann, "for ann").is(201);
        assertThat(acknowledge(ben, ids(ann.api()))).isZero();
        assertThat(texts(ben.api())).isEmpty();
        assertThat(texts(ann.api())).containsExactly("for ann");
    }

    @Test
    void strangers_and_operators_have_no_inbox() {
        Api stranger = tracker().api();
        Api operator = stranger.as(tracker().operatorToken());
        stranger.get("/api/v1/messages").isProblem(401, "not-signed-in");
        stranger.post("/api/v1/messages", body("to", "ann", "text", "x")).isProblem(401, "not-signed-in");
        stranger.post("/api/v1/broadcasts", body("text", "x")).isProblem(401, "not-signed-in");
        operator.get("/api/v1/messages").isProblem(403, "not-allowed");
        operator.post("/api/v1/broadcasts", body("text", "x")).isProblem(403, "not-allowed");
    }

    @Test
    void a_name_that_is_given_up_takes_its_inbox_along_and_leaves_what_it_sent() {
        TestPeer ann = peer("ann");
        TestPeer ben = peer("ben");
        send(ben.api(), ann, "for ann").is(201);
        send(ann.api(), ben, "from ann").is(201);
        ann.api().delete("/api/v1/peers/" + ann.name()).is(204);
        TestPeer next = ann.withOtherKey();
        next.register(0, 0).is(201);
        assertThat(texts(next.api())).isEmpty();
        assertThat(texts(ben.api())).containsExactly("from ann");
        send(ben.api(), next, "for the next ann").is(201);
        assertThat(texts(next.api())).containsExactly("for the next ann");
    }

    private static int acknowledge(TestPeer peer, List<String> ids) {
        return peer.api()
                .post("/api/v1/messages/acknowledgements", body("ids", ids))
                .is(200)
                .json()
                .path("waiting")
                .asInt();
    }

    private static int waiting(TestPeer peer) {
        return peer.api()
                .post("/api/v1/peers/" + peer.name() + "/heartbeat", Map.of())
                .is(200)
                .json()
                .path("waitingMessages")
                .asInt();
    }
}
