package dev.fileswarm.tracker.event;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * The feed as this tracker sees it: one thread appends what happens here, reads what the others append, and hands both
 * to the streams in one order. Streams join in between two batches, so that none misses or repeats one.
 */
@Component
class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final long READ_EVERY_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long ALIVE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long RETRY_NANOS = Duration.ofMillis(300).toNanos();
    private static final Duration JOIN_BOUND = Duration.ofSeconds(5);
    private static final Duration STOP_BOUND = Duration.ofSeconds(1);

    private final FeedMailbox mailbox = new FeedMailbox();
    private final Streams streams;
    private final Renderer renderer;
    private final ServerSentEvents events;
    private final Thread thread;

    // Used by the feed's thread alone, but for the volatile ones.
    private final Gathering gathering = new Gathering();
    private final FeedWriter writer;
    private final FeedReader reader;
    private volatile FeedCursor cursor;
    private volatile String tracker;
    private long lookedNanos;
    private long readNanos;
    private long aliveNanos;
    private boolean failing;

    Feed(FeedStore store, Streams streams, Renderer renderer, ServerSentEvents events, Clock clock) {
        this.streams = streams;
        this.renderer = renderer;
        this.events = events;
        this.writer = new FeedWriter(store, clock);
        this.reader = new FeedReader(store, clock);
        this.cursor = reader.cursor();
        this.tracker = writer.tracker();
        this.thread = Thread.ofVirtual().name("feed").unstarted(this::run);
    }

    /**
     * Where a stream begins.
     *
     * @param writers the trackers that the store knows
     */
    record Start(FeedCursor cursor, List<FeedStore.Writer> writers) {}

    @PostConstruct
    void start() {
        long now = System.nanoTime();
        lookedNanos = now - LOOK_EVERY_NANOS;
        readNanos = now;
        aliveNanos = now;
        thread.start();
    }

    /** Appends what is left, as far as that is done in a moment. */
    @PreDestroy
    void stop() throws InterruptedException {
        mailbox.stop();
        thread.join(STOP_BOUND);
    }

    /** Returns at once; what is told reaches the streams of all trackers a moment later. */
    void tell(FeedEvent event) {
        mailbox.tell(event);
    }

    /** Everything up to there has been handed to the streams. */
    FeedCursor cursor() {
        return cursor;
    }

    /** The id of this process among the writers of the feed. */
    String tracker() {
        return tracker;
    }

    /** From here on the stream gets everything behind the start, which is as new as anybody can know. */
    Start join(EventStream stream) {
        CompletableFuture<Start> joined = new CompletableFuture<>();
        mailbox.ask(() -> {
            if (failing) {
                joined.cancel(false);
                return;
            }
            streams.add(stream);
            // Whoever asked may have given up meanwhile.
            if (!joined.complete(new Start(cursor, reader.writers()))) streams.remove(stream);
        });
        try {
            return joined.get(JOIN_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(joined, e);
        } catch (CancellationException | ExecutionException | TimeoutException e) {
            throw away(joined, e);
        }
    }

    private static DataAccessException away(CompletableFuture<Start> joined, Exception cause) {
        joined.cancel(false);
        return new DataAccessResourceFailureException("The feed of events cannot be read right now.", cause);
    }

    private void run() {
        try {
            while (!mailbox.isStopped()) round();
            lastRound();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        FeedMailbox.Mail mail = mailbox.take(waitNanos(), !failing);
        long now = System.nanoTime();
        mail.told().forEach(event -> gathering.add(event, now));
        try {
            if (now - aliveNanos >= ALIVE_EVERY_NANOS) keepAlive(now);
            append(now);
            if (!mail.asked().isEmpty() || now - lookedNanos >= LOOK_EVERY_NANOS) look(now);
            else if (now - readNanos >= READ_EVERY_NANOS) read(now);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing)
                LOG.warn("The feed of events cannot be read or written, and is tried again ({})", e.toString());
            failing = true;
        }
        mail.asked().forEach(Runnable::run);
    }

    /** Appends what was told until the end, whether it is due or not. */
    private void lastRound() throws InterruptedException {
        long now = System.nanoTime();
        mailbox.take(0, true).told().forEach(event -> gathering.add(event, now));
        try {
            append(now + Gathering.OFFERS_MOMENT.toNanos());
        } catch (RuntimeException e) {
            LOG.debug("What happened last could not be told any more", e);
        }
    }

    private long waitNanos() {
        if (failing) return RETRY_NANOS;
        long now = System.nanoTime();
        long next = Math.min(readNanos + READ_EVERY_NANOS - now, lookedNanos + LOOK_EVERY_NANOS - now);
        return gathering.isEmpty() ? next : Math.min(next, gathering.dueNanos() - now);
    }

    private void keepAlive(long now) {
        writer.keepAlive();
        tracker = writer.tracker();
        aliveNanos = now;
    }

    private void append(long now) {
        while (true) {
            List<FeedEvent> due = writer.isUnderWay() ? List.of() : gathering.take(now);
            if (due.isEmpty() && !writer.isUnderWay()) return;
            writer.append(due).ifPresent(batch -> {
                reader.skipOwn(batch);
                handOver(batch);
            });
        }
    }

    private void look(long now) {
        reader.look(writer.tracker(), this::handOver, this::missed);
        cursor = reader.cursor();
        lookedNanos = now;
        readNanos = now;
    }

    private void read(long now) {
        reader.read(writer.tracker(), this::handOver);
        readNanos = now;
    }

    private void handOver(FeedBatch batch) {
        FeedCursor before = cursor;
        FeedCursor after = before.with(batch.tracker(), batch.next());
        if (!streams.isEmpty()) {
            try {
                Rendering rendering = renderer.render(batch, before, streams.readers()::contains);
                streams.forEach(stream ->
                        stream.offer(rendering.forReader(stream.reader(), stream.session(), stream.topics())));
            } catch (RuntimeException e) {
                LOG.warn("Events could not be told, and the streams are asked to read again", e);
                resync(after, "lost");
            }
        }
        cursor = after;
    }

    private void missed() {
        resync(cursor, "missed");
    }

    private void resync(FeedCursor at, String reason) {
        String text = events.event("resync", at.text(), new EventViews.Reason(reason));
        List<Outgoing> all = List.of(new Outgoing.Text(ServerSentEvents.bytes(text)));
        streams.forEach(stream -> stream.offer(all));
    }
}
