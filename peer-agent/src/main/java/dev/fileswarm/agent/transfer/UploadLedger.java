package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneFigures;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.RefuseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is uploaded to whom, and tells when an upload starts and finishes. Thread-safe. */
final class UploadLedger {
    private static final Logger log = LoggerFactory.getLogger(UploadLedger.class);
    private static final int MAX_FINISHED = 1_000;
    private static final Duration REFUSAL_PAUSE = Duration.ofMinutes(1);

    private final PoolListener listener;
    private final Clock clock;
    private final long pauseNanos;
    private final Map<Key, Running> running = new LinkedHashMap<>(); // guarded by this
    private final ArrayDeque<UploadFigures> finished = new ArrayDeque<>(); // guarded by this

    private final LinkedHashMap<Refusal, Long> refusals = new LinkedHashMap<>(); // when told; guarded by this

    private record Key(PeerName peer, ContentId content) {}

    private record Refusal(PeerName peer, ContentId content, RefuseReason reason) {}

    private static final class Running {
        private final Instant startedAt;
        private final long startNanos;
        private long lastNanos;
        private long tcpBytes;
        private long udpBytes; // on lanes that came about
        private long unprovenBytes; // on the lane, of which nothing had been acknowledged by then
        private Lane lane; // the last that something was sent on; null if there was none
        private boolean isRefusedTheRest;

        Running(Instant startedAt, long startNanos) {
            this.startedAt = startedAt;
            this.startNanos = startNanos;
        }

        void sentOn(Lane used, long bytes, boolean isProven) {
            if (used != lane) unprovenBytes = 0; // the former one came to nothing
            lane = used;
            unprovenBytes += bytes;
            if (isProven) prove();
        }

        /** The other side has acknowledged something on the lane. */
        void prove() {
            udpBytes += unprovenBytes;
            unprovenBytes = 0;
        }
    }

    UploadLedger(PoolListener listener, Clock clock, Duration pause) {
        this.listener = listener;
        this.clock = clock;
        this.pauseNanos = pause.toNanos();
    }

    /**
     * Counts what was sent. What goes on a lane counts once the other side has acknowledged anything there: where a firewall
     * lets no datagram through, nothing has gone that way.
     *
     * @param lane what it is sent on; null for the link
     */
    void sent(PeerName peer, ContentId content, long bytes, Lane lane) {
        long nowNanos = clock.nanos();
        boolean isProven = lane != null && isProven(lane.figures()); // takes the lane's lock: not under this
        boolean isNew;
        synchronized (this) {
            Key key = new Key(peer, content);
            isNew = !running.containsKey(key);
            Running upload = running.computeIfAbsent(key, _ -> new Running(clock.now(), nowNanos));
            upload.lastNanos = nowNanos;
            if (lane != null) {
                upload.sentOn(lane, bytes, isProven);
            } else {
                upload.tcpBytes += bytes;
            }
        }
        if (isNew) {
            log.info("Upload of {} to {} starts", content.shortForm(), peer);
            listener.uploadStarted(peer, content);
        }
    }

    /** Something is not given. Told once a minute for each reason: whoever is refused may ask for every block. */
    void refused(PeerName peer, ContentId content, RefuseReason reason) {
        long nowNanos = clock.nanos();
        synchronized (this) {
            Long lastNanos = refusals.get(new Refusal(peer, content, reason));
            if (lastNanos != null && nowNanos - lastNanos < REFUSAL_PAUSE.toNanos()) return;
            if (refusals.size() >= MAX_FINISHED) refusals.pollFirstEntry();
            refusals.remove(new Refusal(peer, content, reason));
            refusals.putLast(new Refusal(peer, content, reason), nowNanos);
            Running upload = running.get(new Key(peer, content));
            if (upload != null && isOfTheRest(reason)) upload.isRefusedTheRest = true;
        }
        log.info("{} asked for {} and is refused: {}", peer, content.shortForm(), reason);
        listener.uploadRefused(peer, content, reason);
    }

    /** Whether nothing of the content is given any more, whatever is asked for. */
    private static boolean isOfTheRest(RefuseReason reason) {
        return switch (reason) {
            case UNKNOWN_CONTENT, BLOCKED, FILE_CHANGED -> true;
            case NOT_HELD, BAD_REQUEST, READ_FAILED -> false;
        };
    }

    /** Finishes the uploads that paused. */
    void tick() {
        long nowNanos = clock.nanos();
        finish((_, upload) -> nowNanos - upload.lastNanos >= pauseNanos, "nothing was asked for any more");
    }

    /** The link to the peer is closed: its uploads are finished. */
    void linkClosed(PeerName peer, String why) {
        finish((key, _) -> key.peer().equals(peer), "the link is closed: " + why);
    }

    /** The peer wants nothing more of the content. */
    void unfollowed(PeerName peer, ContentId content, Follow.Wish wish) {
        String why = switch (wish) {
            case DONE -> "it has what it wanted";
            case STOPPED -> "it was stopped there";
            case BAD_DATA -> "it says that what came was bad";
            case ON -> throw new IllegalArgumentException("no end of following");
        };
        finish((key, _) -> key.equals(new Key(peer, content)), why);
    }

    synchronized List<UploadFigures> figures() {
        List<UploadFigures> all = new ArrayList<>(finished);
        running.forEach((key, upload) -> all.add(figures(key, upload, true)));
        return all;
    }

    /** @param end why nothing more is asked for, which may have had its reason here */
    private void finish(BiPredicate<Key, Running> isFinished, String end) {
        for (Map.Entry<Key, Running> entry : remove(isFinished)) {
            Key key = entry.getKey();
            Running upload = entry.getValue();
            String why = upload.isRefusedTheRest ? "it was refused the rest" : end;
            Duration took = Duration.ofNanos(upload.lastNanos - upload.startNanos);
            LaneFigures figures = upload.lane == null ? null : upload.lane.figures(); // not under this
            if (figures != null && isProven(figures)) upload.prove();
            keep(figures(key, upload, false));
            Carried carried = Carried.of(upload.tcpBytes, upload.udpBytes, figures);
            log.info(
                    "Upload of {} to {} ends after {} in {} ms: {}",
                    key.content().shortForm(),
                    key.peer(),
                    carried,
                    took.toMillis(),
                    why);
            listener.uploadFinished(key.peer(), key.content(), carried, took, why);
        }
    }

    private synchronized List<Map.Entry<Key, Running>> remove(BiPredicate<Key, Running> isFinished) {
        List<Map.Entry<Key, Running>> removed = new ArrayList<>();
        Iterator<Map.Entry<Key, Running>> entries = running.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, Running> entry = entries.next();
            if (!isFinished.test(entry.getKey(), entry.getValue())) continue;
            entries.remove();
            removed.add(Map.entry(entry.getKey(), entry.getValue()));
        }
        return removed;
    }

    private synchronized void keep(UploadFigures ended) {
        if (finished.size() == MAX_FINISHED) finished.removeFirst();
        finished.add(ended);
    }

    private static boolean isProven(LaneFigures lane) {
        return lane.leastRttNanos() > 0;
    }

    private static UploadFigures figures(Key key, Running upload, boolean isRunning) {
        return new UploadFigures(
                key.peer(), key.content(), upload.tcpBytes + upload.udpBytes, upload.startedAt, isRunning);
    }
}
