package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.PeerName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The streams that are open at this tracker: one for each session. */
@Component
class Streams {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final Map<String, EventStream> bySession = new ConcurrentHashMap<>();
    private final Map<Goodbye, Counter> ended = new EnumMap<>(Goodbye.class);
    private final FeedSettings settings;
    private final ApplicationContext context;
    private volatile boolean closing;

    Streams(FeedSettings settings, ApplicationContext context, MeterRegistry metrics) {
        this.settings = settings;
        this.context = context;
        Gauge.builder("fileswarm.streams", bySession, Map::size)
                .description("Streams of events that are open at this tracker")
                .register(metrics);
        for (Goodbye reason : Goodbye.values())
            ended.put(
                    reason,
                    Counter.builder("fileswarm.streams.ended")
                            .description("Streams of events that the tracker ended")
                            .tag("reason", reason.text())
                            .register(metrics));
    }

    /** Refuses what would be too many, before anything is done for it. */
    void refuseTooMany() {
        if (bySession.size() >= settings.maxStreams())
            throw ProblemException.tooMany(
                    "This tracker serves %d streams of events at once. Try another tracker, or again later."
                            .formatted(settings.maxStreams()),
                    RETRY_AFTER);
    }

    /** In the feed's thread. A session's new stream takes the place of its old one. */
    void add(EventStream stream) {
        EventStream old = bySession.put(stream.session().id(), stream);
        if (old != null) old.end(Goodbye.REPLACED);
        if (closing) stream.end(Goodbye.SHUTTING_DOWN);
    }

    void remove(EventStream stream) {
        bySession.remove(stream.session().id(), stream);
        stream.ending().ifPresent(reason -> ended.get(reason).increment());
    }

    boolean isEmpty() {
        return bySession.isEmpty();
    }

    Set<PeerName> readers() {
        return bySession.values().stream().map(EventStream::reader).collect(Collectors.toSet());
    }

    void forEach(Consumer<EventStream> action) {
        bySession.values().forEach(action);
    }

    /** Before the server waits for its requests to end: no stream ends by itself. */
    @EventListener
    void on(ContextClosedEvent event) {
        if (event.getApplicationContext() != context) return;
        closing = true;
        forEach(stream -> stream.end(Goodbye.SHUTTING_DOWN));
    }
}
