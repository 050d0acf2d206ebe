package dev.fileswarm.tracker.event;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a client hears on its stream, over the wire. */
class EventsTest {
    private final List<EventClient> clients = new ArrayList<>();
    private TestPeer ann;
    private TestPeer ben;

    TestTracker tracker() {
        return TestTracker.shared();
    }

    @BeforeEach
    void annAndBenAreHere() {
        ann = peer("ann");
        ben = peer("ben");
    }

    @AfterEach
    void close() {
        clients.forEach(EventClient::close);
    }

    @Test
    void a_stream_begins_with_a_word_that_it_is_ready() {
        EventClient.Event ready = open(ann).events().getFirst();
        assertThat(ready.name()).isEqualTo("ready");
        assertThat(ready.id()).isNotEmpty();
        assertThat(ready.text("trackerId"))
                .isEqualTo(tracker().api().get("/api/v1/tracker").text("trackerId"));
        assertThat(ready.data().path("leaseSeconds").asInt()).isEqualTo(30);
    }

    @Test
    void who_comes_and_who_goes_is_told_to_everybody() {
        EventClient stream = open(ann);
        TestPeer cid = peer("cid");
        EventClient.Event online = stream.await("peer-online", event -> isAbout(event, cid));
        assertThat(online.data().at("/addresses/0/tcpPort").asInt()).isEqualTo(42_000);
        assertThat(online.text("key")).isEqualTo(cid.key());
        assertThat(online.data().path("online").asBoolean()).isTrue();
        cid.api().delete("/api/v1/sessions/current").is(204);
        EventClient.Event offline = stream.await("peer-offline", event -> isAbout(event, cid));
        assertThat(offline.text("lastSeenAt"))
                .isEqualTo(ann.api().get("/api/v1/peers/" + cid.name()).text("lastSeenAt"));
        int told = stream.all("peer-online").size();
        cid.signIn(42_000, 0).is(201);
        stream.await(
                "peer-online",
                event -> isAbout(event, cid) && stream.all("peer-online").indexOf(event) >= told);
    }

    @Test
    void a_name_that_is_given_up_is_told_to_be_offline() {
        EventClient stream = open(ann);
        ben.api().delete("/api/v1/peers/" + ben.name()).is(204);
        stream.await("peer-offline", event -> isAbout(event, ben));
    }

    @Test
    void new_addresses_are_told() {
        EventClient stream = open(ann);
        ben.api().patch("/api/v1/peers/" + ben.name(), body("tcpPort", 45_000)).is(200);
        stream.await(
                "peer-online",
                event -> isAbout(event, ben)
                        && event.data().at("/addresses/0/tcpPort").asInt() == 45_000);
    }

    @Test
    void offers_made_and_withdrawn_are_told() {
        EventClient stream = open(ann);
        String content = TestContents.fresh(9);
        offer(ben, content, "b.txt");
        EventClient.Event added = stream.await(
                "offers",
                event -> event.data().at("/added/0/content").asString("").equals(content));
        JsonNode offer = added.data().at("/added/0");
        assertThat(offer)
                .isEqualTo(ann.api()
                        .get("/api/v1/offers?owner=" + ben.name())
                        .json()
                        .at("/items/0"));
        ben.api().delete("/api/v1/offers?content=" + content).is(204);
        EventClient.Event removed = stream.await(
                "offers",
                event -> event.data().at("/removed/0/content").asString("").equals(content));
        assertThat(removed.data().at("/removed/0/name").asString()).isEqualTo("b.txt");
        assertThat(removed.data().at("/removed/0/owner").asString()).isEqualToIgnoringCase(ben.name());
    }

    @Test
    void a_thousand_offers_are_a_few_pushes() {
        EventClient stream = open(ann);
        List<Map<String, Object>> thousand = IntStream.range(0, 1_000)
                .mapToObj(i -> body("content", TestContents.fresh(9), "name", "f" + i))
                .toList();
        ben.api().post("/api/v1/offers", body("offers", thousand)).is(200);
        Await.until(
                "all offers",
                () -> stream.all("offers").stream()
                                .flatMap(event -> event.data().path("added").valueStream())
                                .filter(offer -> offer.path("owner").asString().equals(ben.name()))
                                .count()
                        == 1_000);
        assertThat(stream.all("offers").stream()
                        .filter(event ->
                                event.data().at("/added/0/owner").asString("").equals(ben.name())))
                .hasSizeLessThanOrEqualTo(3);
        ben.api().delete("/api/v1/peers/" + ben.name()).is(204);
    }

    @Test
    void a_message_is_told_to_its_receiver_alone_and_stays_in_the_inbox() {
        EventClient stream = open(ann);
        EventClient other = open(peer("cid"));
        message(ben, ann, "hello");
        EventClient.Event told = stream.await("message", event -> true);
        assertThat(told.data())
                .isEqualTo(ann.api().get("/api/v1/messages").json().at("/items/0"));
        assertThat(told.text("text")).isEqualTo("hello");
        message(ben, ann, "again");
        stream.await("message", event -> "again".equals(event.text("text")));
        assertThat(stream.all("message")).hasSize(2);
        assertThat(other.all("message")).isEmpty();
    }

    @Test
    void messages_are_told_in_the_order_of_sending() {
        EventClient stream = open(ann);
        for (int i = 0; i < 20; i++) message(ben, ann, "number " + i);
        stream.await("message", event -> "number 19".equals(event.text("text")));
        assertThat(stream.all("message").stream().map(event -> event.text("text")))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "number " + i).toList());
    }

    @Test
    void an_introduction_is_told_to_the_other_side() {
        EventClient stream = open(ann);
        ben.api().post("/api/v1/introductions", body("to", ann.name())).is(201);
        EventClient.Event told = stream.await("introduction", event -> true);
        assertThat(told.data().at("/from/name").asString()).isEqualTo(ben.name());
        assertThat(told.data().at("/from/key").asString()).isEqualTo(ben.key());
        assertThat(told.data().at("/from/addresses/0/tcpPort").asInt()).isEqualTo(42_000);
        assertThat(told.text("credential")).contains(".");
    }

    @Test
    void a_client_hears_of_the_topics_it_named_alone() {
        EventClient stream = open(ann, "?topics=messages,introductions");
        TestPeer cid = peer("cid");
        offer(cid, TestContents.fresh(9), "c.txt");
        cid.api().delete("/api/v1/sessions/current").is(204);
        message(ben, ann, "hello");
        stream.await("message", event -> true);
        assertThat(stream.events().stream().map(EventClient.Event::name).distinct())
                .isSubsetOf("ready", "message", "cursor");
    }

    @Test
    void an_unknown_topic_is_refused() {
        ann.api()
                .get("/api/v1/events?topics=presence,weather")
                .isProblem(400, "validation-failed")
                .names("topics");
    }

    @Test
    void strangers_and_operators_have_no_stream() {
        tracker().api().get("/api/v1/events").isProblem(401, "not-signed-in");
        tracker().api().as(tracker().operatorToken()).get("/api/v1/events").isProblem(403, "not-allowed");
    }

    @Test
    void whoever_is_blocked_hears_nothing_of_the_blocker() {
        TestPeer cid = peer("cid");
        EventClient bens = open(ben);
        EventClient cids = open(cid);
        ann.api().put("/api/v1/blocks/" + ben.name()).is(201);
        bens.await("peer-offline", event -> isAbout(event, ann));
        int came = timesOnline(bens, ann); // that she came at all may be told after ben's stream was opened
        String content = TestContents.fresh(9);
        offer(ann, content, "a.txt");
        ann.api().delete("/api/v1/sessions/current").is(204);
        ann.signIn(42_000, 0).is(201);
        cids.await("peer-offline", event -> isAbout(event, ann));
        cids.await("peer-online", event -> isAbout(event, ann));
        EventClient.Event offered = bens.await(
                "offers",
                event -> event.data().at("/added/0/content").asString("").equals(content));
        assertThat(offered.data().at("/added/0/online").asBoolean()).isFalse();
        assertThat(offered.data().at("/added/0/addresses").size()).isZero();
        peer("dan");
        bens.await("peer-online", event -> event.text("name").startsWith("dan"));
        assertThat(timesOnline(bens, ann)).isEqualTo(came);
        assertThat(bens.all("peer-offline").stream().filter(event -> isAbout(event, ann)))
                .hasSize(1);
    }

    private static int timesOnline(EventClient client, TestPeer peer) {
        return (int) client.all("peer-online").stream()
                .filter(event -> isAbout(event, peer))
                .count();
    }

    @Test
    void a_block_looks_like_going_offline_and_lifting_it_like_coming_back() {
        EventClient bens = open(ben);
        EventClient cids = open(peer("cid"));
        ann.api().put("/api/v1/blocks/" + ben.name()).is(201);
        bens.await("peer-offline", event -> isAbout(event, ann));
        ann.api().delete("/api/v1/blocks/" + ben.name()).is(204);
        bens.await("peer-online", event -> isAbout(event, ann));
        assertThat(cids.has("peer-offline", event -> isAbout(event, ann))).isFalse();
    }

    @Test
    void a_second_stream_of_a_session_takes_the_place_of_the_first() {
        EventClient first = open(ann);
        EventClient second = open(ann);
        first.awaitEnd("replaced");
        message(ben, ann, "hello");
        second.await("message", event -> true);
    }

    @Test
    void sessions_of_one_name_have_a_stream_each() {
        EventClient first = open(ann);
        ann.signIn(42_000, 0).is(201);
        EventClient second = open(ann);
        message(ben, ann, "hello");
        first.await("message", event -> true);
        second.await("message", event -> true);
        ann.api().delete("/api/v1/sessions/current").is(204);
        second.awaitEnd("signed-out");
        assertThat(first.hasEnded()).isFalse();
    }

    @Test
    void the_streams_of_a_name_end_when_it_is_given_up_or_banned() {
        EventClient anns = open(ann);
        EventClient bens = open(ben);
        ann.api().delete("/api/v1/peers/" + ann.name()).is(204);
        anns.awaitEnd("signed-out");
        tracker()
                .api()
                .as(tracker().operatorToken())
                .put("/api/v1/bans/" + ben.name())
                .is(204);
        bens.awaitEnd("signed-out");
    }

    @Test
    void a_name_without_a_key_has_a_stream_too() {
        String name = TestPeer.freshName("keyless");
        String token = tracker()
                .api()
                .post("/api/v1/peers", body("name", name))
                .is(201)
                .text("token");
        EventClient stream = EventClient.open(tracker().url(), token);
        clients.add(stream);
        ann.api().post("/api/v1/messages", body("to", name, "text", "hello")).is(201);
        stream.await("message", event -> "hello".equals(event.text("text")));
    }

    @Test
    void whoever_comes_back_gets_what_came_meanwhile_in_its_order() {
        EventClient stream = open(ann);
        message(ben, ann, "before");
        String lastId = stream.await("message", event -> true).id();
        stream.close();
        TestPeer cid = peer("cid");
        offer(cid, TestContents.fresh(9), "c.txt");
        message(ben, ann, "one");
        message(ben, ann, "two");
        EventClient again = EventClient.open(tracker().url(), ann.token(), "", lastId);
        clients.add(again);
        again.await("message", event -> "two".equals(event.text("text")));
        again.await("peer-online", event -> isAbout(event, cid));
        again.await(
                "offers",
                event -> event.data().at("/added/0/owner").asString("").equals(cid.name()));
        message(ben, ann, "three");
        again.await("message", event -> "three".equals(event.text("text")));
        // What came just before may come again, under the same id.
        assertThat(again.all("message").stream()
                        .map(event -> event.text("text"))
                        .filter(text -> !text.equals("before")))
                .containsExactly("one", "two", "three");
        assertThat(again.all("resync")).isEmpty();
    }

    @Test
    void the_last_id_may_come_as_a_parameter() {
        EventClient stream = open(ann);
        String lastId = stream.lastId();
        stream.close();
        message(ben, ann, "one");
        open(ann, "?lastEventId=" + lastId).await("message", event -> "one".equals(event.text("text")));
    }

    @Test
    void an_id_that_means_nothing_here_is_answered_with_resync() {
        for (String id : List.of("nonsense", "0", "zzzz~never.5", "~~.", "1~a.-1")) {
            EventClient stream = EventClient.open(tracker().url(), ann.token(), "", id);
            clients.add(stream);
            stream.await("resync", event -> "too-old".equals(event.text("reason")));
        }
    }

    private EventClient open(TestPeer peer) {
        return open(peer, "");
    }

    private EventClient open(TestPeer peer, String query) {
        EventClient client = EventClient.open(tracker().url(), peer.token(), query, null);
        clients.add(client);
        return client;
    }

    private static boolean isAbout(EventClient.Event event, TestPeer peer) {
        return peer.name().equals(event.text("name"));
    }

    private TestPeer peer(String start) {
        return TestPeer.registered(tracker().api(), TestPeer.freshName(start));
    }

    private static void message(TestPeer from, TestPeer to, String text) {
        Api.Answer sent = from.api().post("/api/v1/messages", body("to", to.name(), "text", text));
        sent.is(201);
    }

    private static void offer(TestPeer owner, String content, String name) {
        owner.api()
                .post("/api/v1/offers", body("offers", List.of(body("content", content, "name", name))))
                .is(200);
    }
}
