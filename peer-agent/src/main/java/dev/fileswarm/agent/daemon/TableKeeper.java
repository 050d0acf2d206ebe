package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.tracker.FeedEvent;
import dev.fileswarm.agent.tracker.Offer;
import dev.fileswarm.agent.tracker.OfferFilter;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.PeerInfo;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the table current on a thread of its own: by events, and by reading the tracker's lists where events were missed. Also
 * keeps it in a file, for the time when no agent runs.
 */
final class TableKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TableKeeper.class);

    /** Events that wait; when more do, the lists are read instead. */
    private static final int MAX_EVENTS = 4_096;

    /** Entries of either list that are kept here; a table for people ends long before. */
    private static final int MAX_ENTRIES = 100_000;

    private static final long WRITE_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long READ_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long SOON_MILLIS = 50;
    private static final long IDLE_MILLIS = 1_000;

    /** Changes that no event told of are read at most so often: some of them are not for this peer to see. */
    private static final long DOUBT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final TrackerClient tracker;
    private final LiveTable table;
    private final TableFile file;
    private final Consumer<Notice> notices;
    private final Clock clock;
    private final BlockingQueue<FeedEvent> events = new ArrayBlockingQueue<>(MAX_EVENTS);
    private final Thread thread = Thread.ofVirtual().name("table").unstarted(this::run);

    private volatile boolean mustRead;
    private volatile boolean isCurrent;
    private volatile Instant seenAt;
    private volatile long eventsSeen;

    /** The thread's. */
    private boolean isDirty;

    private long lastWriteNanos;
    private long lastReadNanos;

    /** The presence's. */
    private long lastVersion = -1;

    private long lastEventsSeen;
    private long lastDoubtNanos;

    TableKeeper(TrackerClient tracker, LiveTable table, TableFile file, Consumer<Notice> notices, Clock clock) {
        this.tracker = tracker;
        this.table = table;
        this.file = file;
        this.notices = notices;
        this.clock = clock;
        long longAgo = clock.nanos() - DOUBT_PAUSE_NANOS;
        this.lastWriteNanos = longAgo;
        this.lastReadNanos = longAgo;
        this.lastDoubtNanos = longAgo;
    }

    void start() {
        thread.start();
    }

    FileTable table() {
        return new FileTable(table.rows(), table.online(), seenAt, isCurrent && !mustRead);
    }

    /** Something happened at the tracker. Does not wait. */
    void on(FeedEvent event) {
        eventsSeen++; // by the feed's thread alone
        if (!events.offer(event)) mustRead = true;
    }

    /** What a heartbeat tells: repairs what no event told of. Called by the presence's thread. */
    void versionIs(long version) {
        boolean isToldOf = lastVersion < 0 || version == lastVersion || eventsSeen != lastEventsSeen;
        lastVersion = version;
        lastEventsSeen = eventsSeen;
        if (isToldOf || clock.nanos() - lastDoubtNanos < DOUBT_PAUSE_NANOS) return;
        lastDoubtNanos = clock.nanos();
        on(new FeedEvent.Resync("the table has changed without an event"));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                FeedEvent event = events.poll(mustRead ? SOON_MILLIS : IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) apply(event);
                if (mustRead && clock.nanos() - lastReadNanos >= READ_PAUSE_NANOS) read();
                if (isDirty && clock.nanos() - lastWriteNanos >= WRITE_PAUSE_NANOS) write();
            }
        } catch (InterruptedException e) {
            if (isDirty) write(); // the interrupt is over with, and does not close the file
        }
    }

    private void apply(FeedEvent event) {
        seenAt = clock.now();
        isDirty = true;
        switch (event) {
            case FeedEvent.Opened opened -> {
                isCurrent = true;
                if (!opened.isResumed()) mustRead = true;
            }
            case FeedEvent.Resync _ -> mustRead = true;
            case FeedEvent.PeerOnline came -> table.cameOnline(came.peer()).ifPresent(notices);
            case FeedEvent.PeerOffline went -> table.wentOffline(went.name()).ifPresent(notices);
            case FeedEvent.OffersChanged changed -> table.changed(changed).ifPresent(notices);
            case FeedEvent.Ended _ -> isCurrent = false;
            case FeedEvent.MessageWaiting _, FeedEvent.Introduced _ -> {}
        }
    }

    /** The lists are at least as new as the events that were waiting before they were read. */
    private void read() {
        lastReadNanos = clock.nanos();
        mustRead = false;
        events.removeIf(event -> event instanceof FeedEvent.Resync);
        try {
            Instant askedAt = clock.now();
            List<PeerInfo> peers = peers();
            List<Offer> offers = offers();
            table.replace(peers, offers).forEach(notices);
            seenAt = askedAt;
            isDirty = true;
        } catch (TrackerException e) {
            mustRead = true;
            log.debug("the table is read when the tracker is back: {}", e.getMessage());
        }
    }

    private List<PeerInfo> peers() throws TrackerException {
        List<PeerInfo> all = new ArrayList<>();
        String after = null;
        do {
            Page<PeerInfo> page = tracker.peers(true, null, after, Page.MAX_LIMIT);
            all.addAll(page.items());
            after = page.next();
        } while (after != null && all.size() < MAX_ENTRIES);
        return all;
    }

    private List<Offer> offers() throws TrackerException {
        List<Offer> all = new ArrayList<>();
        String after = null;
        do {
            Page<Offer> page = tracker.offers(OfferFilter.ALL, after, Page.MAX_LIMIT);
            all.addAll(page.items());
            after = page.next();
        } while (after != null && all.size() < MAX_ENTRIES);
        return all;
    }

    private void write() {
        Instant until = seenAt;
        lastWriteNanos = clock.nanos();
        isDirty = false;
        if (until == null) return;
        try {
            file.write(until, tracker.url(), table.rows());
        } catch (ClosedByInterruptException e) {
            isDirty = true; // written at the end, which has come
        } catch (IOException e) {
            isDirty = true;
            log.warn("the table could not be kept: {}", e.getMessage());
        }
    }
}
