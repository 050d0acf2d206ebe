package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.Await;
import dev.fileswarm.tracker.Relay;
import dev.fileswarm.tracker.TestPeer;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Keeps a stream open through a balancer: when it ends, the next goes on from the last event that was seen. */
final class Listener implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000;

    private final URI trackers;
    private final TestPeer peer;
    private final Set<String> messages = ConcurrentHashMap.newKeySet();
    private final List<String> left = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Listener(URI trackers, TestPeer peer) {
        this.trackers = trackers;
        this.peer = peer;
    }

    static Listener start(TestPeer peer, Relay balancer) {
        Listener listener = new Listener(URI.create("http://127.0.0.1:" + balancer.port()), peer);
        Thread.ofVirtual().name("listener").start(listener::listen);
        return listener;
    }

    void awaitMessages(List<String> texts) {
        Await.until("all messages are heard of", () -> messages.containsAll(texts));
    }

    /** The names that were said to have gone offline. */
    List<String> left() {
        return left;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void listen() {
        String last = null;
        while (!closed) {
            try (EventClient client = EventClient.open(trackers, peer.token(), "", last)) {
                int seen = 0;
                boolean more = true;
                while (more) {
                    more = !client.hasEnded() && !closed;
                    for (; seen < client.events().size(); seen++)
                        take(client.events().get(seen));
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                if (client.lastId() != null) last = client.lastId();
            } catch (RuntimeException | AssertionError e) {
                LockSupport.parkNanos(PAUSE_NANOS); // no tracker, or none that reaches its store
            }
        }
    }

    private void take(EventClient.Event event) {
        switch (event.name()) {
            case "message" -> messages.add(event.text("text"));
            case "peer-offline" -> left.add(event.text("name"));
            default -> {}
        }
    }
}
