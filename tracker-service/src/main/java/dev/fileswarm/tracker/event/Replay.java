package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.peer.CallerSession;
import dev.fileswarm.tracker.shared.PeerName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Goes on where a client left off, at this tracker or at another: with all events from its cursor to where it joins. */
@Component
class Replay {
    /** A writer that is silent for longer than this and the time that events are kept is forgotten. */
    static final Duration CURSOR_LIFE = Duration.ofHours(1);

    private static final Duration MAX_SKEW = Duration.ofMinutes(1);

    private final FeedStore store;
    private final Renderer renderer;
    private final Clock clock;

    Replay(FeedStore store, Renderer renderer, Clock clock) {
        this.store = store;
        this.renderer = renderer;
        this.clock = clock;
    }

    interface Sink {
        void send(List<Outgoing> some) throws IOException;
    }

    /** Where the client may go on from; empty when something that it has not seen may be gone. */
    Optional<FeedCursor> resumable(String lastEventId, Feed.Start start) {
        Instant oldest = clock.instant().minus(CURSOR_LIFE);
        Instant newest = clock.instant().plus(MAX_SKEW);
        Set<String> known =
                start.writers().stream().map(FeedStore.Writer::tracker).collect(Collectors.toSet());
        return FeedCursor.parse(lastEventId)
                .filter(cursor -> cursor.made().isAfter(oldest) && cursor.made().isBefore(newest))
                .filter(cursor -> known.containsAll(cursor.next().keySet()))
                .filter(cursor -> start.writers().stream()
                        .allMatch(writer -> cursor.nextOf(writer.tracker()) >= writer.keptFrom()));
    }

    /** False when something was removed while it was being read: the client has to read the resources again. */
    boolean run(EventStream stream, FeedCursor from, FeedCursor to, Sink sink) throws IOException {
        FeedCursor at = from;
        for (String tracker : to.next().keySet()) {
            while (at.nextOf(tracker) < to.nextOf(tracker)) {
                long number = at.nextOf(tracker);
                Optional<FeedBatch> batch = store.read(tracker, number)
                        .filter(found -> found.first() == number)
                        .map(found -> found.until(to.nextOf(tracker)));
                if (batch.isEmpty()) return false;
                sink.send(rendered(batch.get(), at, stream.reader(), stream.session(), stream.topics()));
                at = at.with(tracker, batch.get().next());
            }
        }
        return true;
    }

    private List<Outgoing> rendered(
            FeedBatch batch, FeedCursor before, PeerName reader, CallerSession session, Set<Topic> topics) {
        return renderer.render(batch, before, reader::equals).forReader(reader, session, topics);
    }
}
