package dev.fileswarm.agent.tracker;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.SocketEffect;
import okio.BufferedSink;
import tools.jackson.databind.json.JsonMapper;

/** The fake tracker's part for people: messages, blocks, introductions, events. Called under the tracker's lock. */
public final class FakePeople {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String END = "end";

    private final Function<String, FakeTracker.FakePeer> peers;
    private final Map<String, Map<String, Map<String, Object>>> inboxes = new TreeMap<>();
    private final Map<String, TreeSet<String>> blocks = new TreeMap<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Event> log = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();
    private final List<String> cursors = new ArrayList<>();
    private int counter;
    private boolean forgetsEvents;

    private record Event(int id, String type, String data, String to) {
        String text() {
            return "id: c-" + id + "\nevent: " + type + "\ndata: " + data + "\n\n";
        }
    }

    private record Stream(String name, BlockingQueue<String> queue) {}

    FakePeople(Function<String, FakeTracker.FakePeer> peers) {
        this.peers = peers;
    }

    /** What was sent, as {@code FROM > TO: TEXT}; to {@code *} where it was for all. */
    public synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    public synchronized int waiting(String name) {
        return inboxes.getOrDefault(lower(name), Map.of()).size();
    }

    public synchronized List<String> blockedBy(String name) {
        return List.copyOf(blocks.getOrDefault(lower(name), new TreeSet<>()));
    }

    public synchronized void block(String blocker, String blocked) {
        blocks.computeIfAbsent(lower(blocker), _ -> new TreeSet<>()).add(lower(blocked));
    }

    public synchronized int streamCount() {
        return streams.size();
    }

    /** What streams were asked to resume after, in order; "-" for nothing. */
    public synchronized List<String> cursors() {
        return List.copyOf(cursors);
    }

    /** A peer as events tell of it. */
    public Object view(FakeTracker.FakePeer peer) {
        Map<String, Object> address = Map.of("host", peer.host, "tcpPort", peer.tcpPort, "udpPort", peer.udpPort);
        return Map.of("name", peer.name, "key", peer.key, "online", true, "addresses", List.of(address));
    }

    /** Tells everybody. */
    public synchronized void emit(String type, Object data) {
        emit(type, data, null);
    }

    /** Ends the streams, as a tracker that dies does. */
    public synchronized void breakStreams() {
        streams.forEach(stream -> stream.queue.add(END));
        streams.clear();
    }

    /** From now on cursors are too old. */
    public synchronized void forgetEvents() {
        log.clear();
        forgetsEvents = true;
    }

    /** Puts a message into an inbox, with an event if told so. @return its id */
    public synchronized String deliver(String from, String to, String text, boolean tells) {
        String id = "d-" + ++counter;
        put(to, id, from, text, false, tells);
        return id;
    }

    /** Puts a message into the inbox again that was there already. */
    public synchronized void deliverAgain(String id, String from, String to, String text) {
        put(to, id, from, text, false, true);
    }

    synchronized Object send(String from, Map<String, Object> body) {
        String to = (String) body.get("to");
        FakeTracker.FakePeer receiver = peers.apply(to);
        if (receiver == null) throw new FakeTracker.Refusal(404, "unknown-peer");
        if (to.equalsIgnoreCase(from)) throw new FakeTracker.Refusal(422, "yourself");
        if (blockedBy(to).contains(lower(from))) throw new FakeTracker.Refusal(403, "blocked");
        sent.add(from + " > " + receiver.name + ": " + body.get("text"));
        String id = "d-" + ++counter;
        put(to, id, from, (String) body.get("text"), false, true);
        return Map.of(
                "id",
                body.get("id"),
                "to",
                receiver.name,
                "sentAt",
                Instant.now().toString());
    }

    synchronized Object broadcast(String from, Map<String, Object> body, List<String> online) {
        int recipients = 0;
        int withheld = 0;
        sent.add(from + " > *: " + body.get("text"));
        for (String name : online) {
            if (name.equalsIgnoreCase(from)) continue;
            if (blockedBy(name).contains(lower(from))) {
                withheld++;
                continue;
            }
            put(name, "d-" + ++counter, from, (String) body.get("text"), true, true);
            recipients++;
        }
        return Map.of(
                "id",
                body.get("id"),
                "sentAt",
                Instant.now().toString(),
                "recipients",
                recipients,
                "withheld",
                withheld);
    }

    synchronized List<Object> inbox(String name) {
        return new ArrayList<>(inboxes.getOrDefault(lower(name), Map.of()).values());
    }

    synchronized Object acknowledge(String name, List<?> ids) {
        inboxes.getOrDefault(lower(name), new LinkedHashMap<>()).keySet().removeAll(ids);
        return Map.of("waiting", waiting(name));
    }

    synchronized Object changeBlock(String method, String blocker, String blocked) {
        FakeTracker.FakePeer peer = peers.apply(blocked);
        if (peer == null) throw new FakeTracker.Refusal(404, "unknown-peer");
        TreeSet<String> own = blocks.computeIfAbsent(lower(blocker), _ -> new TreeSet<>());
        if (method.equals("DELETE")) {
            if (!own.remove(lower(blocked))) throw new FakeTracker.Refusal(404, "not-blocked");
            return null;
        }
        if (lower(blocked).equals(lower(blocker))) throw new FakeTracker.Refusal(422, "yourself");
        if (!own.add(lower(blocked))) throw new FakeTracker.Refusal(409, "already-blocked");
        return block(peer.name);
    }

    Object block(String name) {
        return Map.of("name", name, "since", "2026-01-01T00:00:00Z");
    }

    synchronized FakeTracker.FakePeer introduce(String from, Object fromView, String to) {
        FakeTracker.FakePeer peer = peers.apply(to);
        if (peer == null) throw new FakeTracker.Refusal(404, "unknown-peer");
        if (to.equalsIgnoreCase(from)) throw new FakeTracker.Refusal(422, "yourself");
        if (blockedBy(to).contains(lower(from))) throw new FakeTracker.Refusal(403, "blocked");
        if (!peer.online) throw new FakeTracker.Refusal(409, "peer-offline");
        emit("introduction", Map.of("from", fromView), peer.name);
        return peer;
    }

    /** A stream that ends with {@link #breakStreams}. */
    synchronized MockResponse stream(String name, String cursor) {
        cursors.add(cursor == null ? "-" : cursor);
        Stream stream = new Stream(lower(name), new LinkedBlockingQueue<>());
        int from = cursor == null ? log.size() : Integer.parseInt(cursor.substring(2));
        String first = "event: ready\ndata: {\"trackerId\":\"t\",\"leaseSeconds\":30}\n\n";
        stream.queue.add(cursor == null ? "id: c-" + log.size() + "\n" + first : first);
        if (cursor != null && forgetsEvents) {
            stream.queue.add("event: resync\ndata: {\"reason\":\"too old\"}\n\n");
        } else {
            log.stream()
                    .filter(event -> event.id > from && (event.to == null || event.to.equals(stream.name)))
                    .forEach(event -> stream.queue.add(event.text()));
        }
        streams.add(stream);
        return new MockResponse.Builder()
                .addHeader("Content-Type", "text/event-stream")
                .addHeader("Connection", "close")
                .body(new EventBody(stream.queue))
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build();
    }

    private void put(String to, String id, String from, String text, boolean isBroadcast, boolean tells) {
        Map<String, Object> message = Map.of(
                "id", id, "from", from, "text", text, "sentAt", Instant.now().toString(), "broadcast", isBroadcast);
        inboxes.computeIfAbsent(lower(to), _ -> new LinkedHashMap<>()).put(id, message);
        if (tells) emit("message", message, to);
    }

    private void emit(String type, Object data, String to) {
        Event event = new Event(log.size() + 1, type, JSON.writeValueAsString(data), to == null ? null : lower(to));
        log.add(event);
        for (Stream stream : streams) {
            if (event.to == null || event.to.equals(stream.name)) stream.queue.add(event.text());
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record EventBody(BlockingQueue<String> queue) implements MockResponseBody {
        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try {
                while (true) {
                    String text = queue.poll(1, TimeUnit.SECONDS);
                    if (END.equals(text)) return;
                    sink.writeUtf8(text == null ? ": still there\n\n" : text).flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
