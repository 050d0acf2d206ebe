package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What this peer holds, and what of it the tracker has yet to be told: changes go in, bounded batches come out.
 *
 * <p>Announcements are soft state at the tracker. Each batch carries an (epoch, sequence) that only rises; what the tracker
 * shows as stored tells which batches it has lost, and their contents are sent again. No clock and no socket in here: the
 * time is an argument. Thread-safe; the fields are guarded by this object's monitor.
 */
public final class Announcer {
    /** Changes within this time travel together. */
    static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** The tracker may gather writes for a second; what is not stored after this time is lost. */
    static final long STORED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Keeps a request well below what the tracker takes. */
    static final int MAX_BATCH_BYTES = 1024 * 1024;

    private final Map<ContentId, Holding> holdings = new HashMap<>();
    private final LinkedHashSet<ContentId> changed = new LinkedHashSet<>();
    private final Runnable wake;

    private long epoch;
    private long sequence;
    private boolean isFullDue;
    private boolean isActive;
    private int maxEntries = TrackerClient.MAX_ENTRIES;
    private boolean hasSent;
    private long lastSentNanos;

    /** What is held of one content and when that was last told. Empty chunks mean that nothing is held any more. */
    private static final class Holding {
        private Announcement announcement;
        private long sentSequence;
        private long sentNanos;
    }

    /**
     * One request's worth.
     *
     * @param full whether the tracker is to forget what it knows from earlier epochs
     */
    record Batch(long epoch, long sequence, List<Announcement> announcements, boolean full) {}

    /**
     * @param epoch higher than that of any earlier run, such as the time of day
     * @param wake called when there is something to send; must not block
     */
    public Announcer(long epoch, Runnable wake) {
        this.epoch = epoch;
        this.wake = wake;
    }

    /** This peer holds these chunks of the content, all in all. The set is copied. */
    public void hold(ContentId content, ChunkSet chunks) {
        change(Announcement.of(content, chunks));
    }

    /** This peer holds nothing of the content any more. */
    public void drop(ContentId content) {
        change(Announcement.gone(content));
    }

    /**
     * Signed in: from now on batches come out, first of everything held. That nothing is held can wait for what is about to be;
     * whoever signs in to fetch something is not kept from asking for it.
     */
    synchronized void signedIn(long nowNanos) {
        isActive = true;
        tellEverything();
        hasSent = changed.isEmpty();
        lastSentNanos = nowNanos;
    }

    /** Signed out: changes are kept until the next time. */
    synchronized void signedOut() {
        isActive = false;
    }

    /** Everything held is sent again, in a new epoch, so that the tracker can forget whatever is not. */
    synchronized void tellEverything() {
        tellEverythingFrom(epoch + 1);
    }

    private void tellEverythingFrom(long newEpoch) {
        epoch = newEpoch;
        sequence = 0;
        isFullDue = true;
        holdings.values().removeIf(holding -> holding.announcement.gone() != null);
        changed.clear();
        changed.addAll(holdings.keySet());
    }

    /** When the next batch may be taken; {@link Long#MAX_VALUE} while there is nothing to send. */
    synchronized long dueNanos(long nowNanos) {
        if (!isActive || (changed.isEmpty() && !isFullDue)) return Long.MAX_VALUE;
        return hasSent ? lastSentNanos + GATHER_NANOS : nowNanos;
    }

    /** Takes the next batch, which must then be reported as {@link #acknowledged}, {@link #failed} or {@link #refused}. */
    synchronized Batch take(long nowNanos) {
        List<Announcement> taken = new ArrayList<>();
        int bytes = 0;
        sequence++;
        Iterator<ContentId> waiting = changed.iterator();
        while (waiting.hasNext() && taken.size() < maxEntries) {
            Holding holding = holdings.get(waiting.next());
            bytes += holding.announcement.size();
            if (!taken.isEmpty() && bytes > MAX_BATCH_BYTES) break;
            holding.sentSequence = sequence;
            holding.sentNanos = nowNanos;
            taken.add(holding.announcement);
            waiting.remove();
        }
        hasSent = true;
        lastSentNanos = nowNanos;
        return new Batch(epoch, sequence, List.copyOf(taken), isFullDue && changed.isEmpty());
    }

    /** The tracker acknowledged the batch. */
    synchronized void acknowledged(Batch batch) {
        if (batch.full() && batch.epoch() == epoch) isFullDue = false;
        maxEntries = Math.min(TrackerClient.MAX_ENTRIES, maxEntries * 2);
    }

    /** The batch may or may not have arrived: it is due again. */
    synchronized void failed(Batch batch) {
        for (Announcement announcement : batch.announcements()) changed.add(announcement.content());
    }

    /**
     * The tracker takes no batch like this. A smaller one is tried; a single announcement that is refused is given up.
     *
     * @return the content given up, or null
     */
    synchronized ContentId refused(Batch batch) {
        if (batch.announcements().size() > 1) {
            maxEntries = Math.max(1, batch.announcements().size() / 2);
            failed(batch);
            return null;
        }
        if (batch.announcements().isEmpty()) {
            isFullDue = false;
            return null;
        }
        ContentId content = batch.announcements().getFirst().content();
        holdings.remove(content);
        changed.remove(content);
        return content;
    }

    /**
     * What the tracker had stored of this peer when it answered a request that was sent at {@code askedNanos}.
     *
     * @return whether somebody else announces in this peer's name
     */
    synchronized boolean stored(long storedEpoch, long storedSequence, long askedNanos) {
        boolean isAhead = storedEpoch > epoch || (storedEpoch == epoch && storedSequence > sequence);
        if (isAhead) {
            tellEverythingFrom(storedEpoch + 1);
            return true;
        }
        long storedHere = storedEpoch == epoch ? storedSequence : 0;
        boolean isLost = false;
        Iterator<Map.Entry<ContentId, Holding>> all = holdings.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<ContentId, Holding> entry = all.next();
            Holding holding = entry.getValue();
            if (changed.contains(entry.getKey()) || holding.sentSequence == 0) continue;
            if (holding.sentSequence <= storedHere) {
                if (holding.announcement.gone() != null) all.remove();
            } else if (askedNanos - holding.sentNanos >= STORED_WITHIN_NANOS) {
                changed.add(entry.getKey());
                isLost = true;
            }
        }
        if (isLost && storedEpoch < epoch) isFullDue = true;
        return false;
    }

    private void change(Announcement announcement) {
        synchronized (this) {
            Holding holding = holdings.get(announcement.content());
            if (holding == null) {
                if (announcement.gone() != null) return; // never told of
                holding = new Holding();
                holdings.put(announcement.content(), holding);
            } else if (holding.announcement.equals(announcement)) {
                return;
            }
            holding.announcement = announcement;
            changed.add(announcement.content());
        }
        wake.run();
    }
}
