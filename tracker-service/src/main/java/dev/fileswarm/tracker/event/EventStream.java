package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.peer.CallerSession;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One client's stream: what waits for it, bounded, and why it ends. The feed fills it, and nobody waits for a reader. */
final class EventStream {
    private final PeerInfo member;
    private final CallerSession session;
    private final Set<Topic> topics;
    private final BlockingQueue<List<Outgoing>> waiting;

    /** Written once, under this stream's monitor; nothing is added afterwards. */
    private volatile Goodbye ending;

    EventStream(PeerInfo member, CallerSession session, Set<Topic> topics, int queue) {
        this.member = member;
        this.session = session;
        this.topics = Set.copyOf(topics);
        this.waiting = new ArrayBlockingQueue<>(queue);
    }

    PeerInfo member() {
        return member;
    }

    PeerName reader() {
        return member.name();
    }

    CallerSession session() {
        return session;
    }

    Set<Topic> topics() {
        return topics;
    }

    Optional<Goodbye> ending() {
        return Optional.ofNullable(ending);
    }

    synchronized void offer(List<Outgoing> some) {
        if (some.isEmpty() || ending != null || waiting.offer(some)) return;
        end(Goodbye.TOO_SLOW);
    }

    /** A reader that is too slow gets nothing more: it goes on from the last event it has seen. */
    synchronized void end(Goodbye reason) {
        if (ending != null) return;
        ending = reason;
        List<Outgoing> last = List.of(new Outgoing.End(reason));
        if (reason == Goodbye.TOO_SLOW || !waiting.offer(last)) {
            waiting.clear();
            waiting.add(last);
        }
    }

    /** Null when nothing came within the time. */
    List<Outgoing> next(Duration within) throws InterruptedException {
        return waiting.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasMore() {
        return !waiting.isEmpty();
    }
}
