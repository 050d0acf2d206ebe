package dev.fileswarm.tracker.event;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * A peer that writes to whichever tracker it reaches, as peers do: what is not answered is sent again as it was, until it
 * is. It remembers what was acknowledged, and every answer but that and "the store does not answer".
 */
final class ClusterWriter {
    private static final long PAUSE_NANOS = 50_000_000;

    private final TestPeer peer;
    private final String receiver;
    private final String content = TestContents.ofChunks(64);
    private final List<String> sent = new ArrayList<>();
    private final Set<String> offered = ConcurrentHashMap.newKeySet();
    private final Set<String> strange;
    private volatile boolean ended;
    private long sequence;

    ClusterWriter(Api trackers, String name, String receiver, Set<String> strange) {
        this.peer = TestPeer.registered(trackers, name);
        this.receiver = receiver;
        this.strange = strange;
    }

    String name() {
        return peer.name();
    }

    /** Until it is ended; tells each round of writes that was acknowledged. */
    void write(Runnable told) {
        while (!ended) {
            int number = sent.size();
            String text = name() + " " + number;
            acknowledged(
                    "/api/v1/messages",
                    body("id", name() + "-" + number, "to", receiver, "text", text),
                    Set.of(200, 201));
            sent.add(text);
            String offer = name() + "-file-" + number;
            acknowledged(
                    "/api/v1/offers", body("offers", List.of(body("name", offer, "content", content))), Set.of(200));
            offered.add(offer);
            sequence++;
            acknowledged("/api/v1/announcements", announcement(), Set.of(200));
            acknowledged("/api/v1/peers/" + name() + "/heartbeat", null, Set.of(200));
            told.run();
        }
    }

    void end() {
        ended = true;
    }

    /** One more chunk with each, so the map tells the sequence. */
    private Map<String, Object> announcement() {
        byte[] map = new byte[8];
        for (int chunk = 0; chunk < Math.min(sequence, 64); chunk++) map[chunk / 8] |= (byte) (0x80 >> chunk % 8);
        Map<String, Object> held = sequence >= 64
                ? body("content", content, "complete", true)
                : body("content", content, "map", TestPeer.base64Url(map));
        return body("epoch", 1, "sequence", sequence, "announcements", List.of(held));
    }

    private void acknowledged(String path, Object body, Set<Integer> good) {
        while (true) {
            int status = tried(path, body);
            if (good.contains(status) || ended) return;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private int tried(String path, Object body) {
        try {
            Api.Answer answer = peer.api().post(path, body);
            if (answer.status() >= 400) judge(answer);
            return answer.status();
        } catch (UncheckedIOException e) {
            return 0; // its tracker was killed
        }
    }

    private void judge(Api.Answer answer) {
        if (answer.status() == 503
                && "store-unavailable".equals(answer.text("code"))
                && answer.header("Retry-After") != null) return;
        strange.add(answer.request() + " answered " + answer.status() + " "
                + answer.response().body());
    }

    /** All that was acknowledged is there, messages once and in their order. */
    void compare(List<String> inbox, Api trackers, String place) {
        List<String> mine =
                inbox.stream().filter(text -> text.startsWith(name() + " ")).toList();
        assertThat(mine).as(place).doesNotHaveDuplicates().containsSubsequence(sent);
        List<String> offers = trackers.get("/api/v1/offers?limit=1000&owner=" + name())
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(offer -> offer.path("name").asString())
                .toList();
        assertThat(offers).as(place).containsAll(offered);
        JsonNode holder = trackers.get("/api/v1/contents/" + content + "/holders")
                .is(200)
                .json()
                .path("holders")
                .get(0);
        assertThat(holder.path("held").asLong()).as(place).isBetween(Math.min(sequence - 1, 64), 64L);
    }
}
