package dev.fileswarm.tracker;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Writes all it can over REST, one request at a time, and remembers what was acknowledged: each thing is there or not.
 * What was under way when the tracker was killed may be either.
 */
final class KillWriter {
    private static final int NAMES = 3;
    private static final int CONTENTS = 12;
    private static final int MAX_WAITING = 40;

    private final int number;
    private final Random random;
    private final List<String> contents = new ArrayList<>();
    private final Map<String, Boolean> acknowledged = new TreeMap<>();
    private final Map<String, Boolean> underWay = new HashMap<>();
    private final Map<String, String> inboxIds = new TreeMap<>();
    private TestPeer peer;
    private TestPeer friend;
    private Api tracker;
    private Api operator;
    private int messages;

    KillWriter(int number, long seed) {
        this.number = number;
        this.random = new Random(seed);
        for (int i = 0; i < CONTENTS; i++) contents.add(TestContents.fresh(1 + i));
    }

    /** Returns how many writes were acknowledged. */
    long writeUntilKilled(Runnable told) {
        long count = 0;
        try {
            while (true) {
                write();
                if (underWay.isEmpty()) continue;
                acknowledged.putAll(underWay);
                underWay.clear();
                count++;
                told.run();
            }
        } catch (UncheckedIOException e) {
            return count;
        }
    }

    private void write() {
        switch (random.nextInt(8)) {
            case 0 -> toggle("name:" + name(), this::register, this::deregister);
            case 1 -> toggle("ban:" + name() + "-x", this::ban, this::unban);
            case 2 -> toggle("block:" + friendName(), this::block, this::unblock);
            case 3 -> acknowledge();
            case 4, 5 -> send();
            default -> toggle("offer:" + contents.get(random.nextInt(CONTENTS)), this::offer, this::withdraw);
        }
    }

    private void toggle(String thing, Consumer<String> make, Consumer<String> end) {
        boolean isThere = acknowledged.getOrDefault(thing, false);
        underWay.put(thing, !isThere);
        (isThere ? end : make).accept(thing.substring(thing.indexOf(':') + 1));
    }

    private String name() {
        return "w%d-n%d".formatted(number, random.nextInt(NAMES));
    }

    private String friendName() {
        return friend.name();
    }

    private void register(String name) {
        tracker.post("/api/v1/peers", body("name", name)).is(201);
    }

    private void deregister(String name) {
        operator.delete("/api/v1/peers/" + name).is(204);
    }

    private void ban(String name) {
        operator.put("/api/v1/bans/" + name).is(204);
    }

    private void unban(String name) {
        operator.delete("/api/v1/bans/" + name).is(204);
    }

    private void block(String name) {
        peerApi().put("/api/v1/blocks/" + name).is(201);
    }

    private void unblock(String name) {
        peerApi().delete("/api/v1/blocks/" + name).is(204);
    }

    private void offer(String content) {
        Map<String, Object> offer = body("content", content, "name", "file of " + number);
        peerApi().post("/api/v1/offers", body("offers", List.of(offer))).is(200);
    }

    private void withdraw(String content) {
        peerApi().delete("/api/v1/offers?content=" + content).is(204);
    }

    private void send() {
        if (inboxIds.size() >= MAX_WAITING) return;
        String text = "m%d".formatted(messages++);
        underWay.put("message:" + text, true);
        peerApi()
                .post("/api/v1/messages", body("to", friendName(), "text", text, "id", "w" + number + "-" + text))
                .is(201);
    }

    private void acknowledge() {
        readInbox();
        if (inboxIds.isEmpty()) return;
        String text = inboxIds.keySet().iterator().next();
        underWay.put("message:" + text, false);
        friendApi()
                .post("/api/v1/messages/acknowledgements", body("ids", List.of(inboxIds.get(text))))
                .is(200);
        inboxIds.remove(text);
    }

    private Api peerApi() {
        return tracker.as(peer.token());
    }

    private Api friendApi() {
        return tracker.as(friend.token());
    }

    /** The first time it registers; tokens of before the kill are good after it. */
    void compare(Api restarted, String operatorToken, String place) {
        tracker = restarted;
        operator = restarted.as(operatorToken);
        if (peer == null) {
            peer = TestPeer.registered(tracker, "writer-" + number);
            friend = TestPeer.registered(tracker, "friend-" + number);
        }
        Set<String> there = there();
        // Either is right; from now on what was found is.
        underWay.keySet().forEach(thing -> acknowledged.put(thing, there.contains(thing)));
        underWay.clear();
        Map<String, Boolean> found = new TreeMap<>(acknowledged);
        found.replaceAll((thing, expected) -> there.contains(thing));
        there.forEach(thing -> found.put(thing, true));
        assertThat(found).as("%s, writer %d", place, number).isEqualTo(acknowledged);
    }

    private Set<String> there() {
        Set<String> there = new HashSet<>();
        for (int i = 0; i < NAMES; i++) {
            String name = "w%d-n%d".formatted(number, i);
            if (peerApi().get("/api/v1/peers/" + name).status() == 200) there.add("name:" + name);
        }
        items("/api/v1/offers?limit=1000&owner=" + peer.name(), peerApi())
                .forEach(offer -> there.add("offer:" + offer.path("content").asString()));
        items("/api/v1/blocks?limit=1000", peerApi())
                .forEach(block -> there.add("block:" + block.path("name").asString()));
        items("/api/v1/bans?limit=1000", peerApi()).forEach(ban -> {
            String name = ban.path("name").asString();
            if (name.startsWith("w" + number + "-")) there.add("ban:" + name);
        });
        readInbox();
        inboxIds.keySet().forEach(text -> there.add("message:" + text));
        return there;
    }

    private void readInbox() {
        inboxIds.clear();
        items("/api/v1/messages?limit=1000", friendApi())
                .forEach(message -> inboxIds.put(
                        message.path("text").asString(), message.path("id").asString()));
    }

    private static List<JsonNode> items(String path, Api api) {
        return api.get(path).is(200).json().path("items").valueStream().toList();
    }
}
