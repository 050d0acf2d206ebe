package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Goodbye;
import dev.fileswarm.agent.wire.HaveMore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a link's writer has to do: short frames first, then what is held, then what was asked for, in the order in which it was
 * asked. News of chunks that are held in addition goes at once after a silence; while there is more and more of it, it is
 * gathered. Bounded, whatever the other side does or fails to read. Not thread-safe: guarded by its connection's lock.
 */
final class Outbox {
    /** Short frames that may wait; more pile up only for a peer that asks and does not read. */
    static final int MAX_FRAMES = 4_096;

    /** What the writer does next. */
    sealed interface Work {
        record Frames(List<Frame> frames) implements Work {}

        /** Tell all that is held of the content. */
        record TellHeld(ContentId content) implements Work {}

        record Serve(ServeJob job) implements Work {}

        /** Close this direction. */
        record Finish() implements Work {}
    }

    /** Chunks to tell of, for each content; null stands for all that is held. */
    private final Map<ContentId, TreeSet<ChunkIndex>> news = new LinkedHashMap<>();

    private long newsPauseNanos;
    private long nextNewsNanos; // means nothing before anything was told
    private boolean hasTold;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final ArrayDeque<ServeJob> jobs = new ArrayDeque<>();
    private boolean isClosing;

    /** @return false if too many are waiting */
    boolean add(Frame frame) {
        if (isClosing) return true;
        frames.add(frame);
        return frames.size() <= MAX_FRAMES;
    }

    void addJob(ServeJob job) {
        if (!isClosing) jobs.add(job);
    }

    void addHeld(ContentId content) {
        if (!isClosing) news.put(content, null);
    }

    /** @param pauseNanos the least time between two such frames */
    void addHeldMore(ContentId content, List<ChunkIndex> chunks, long pauseNanos) {
        newsPauseNanos = pauseNanos;
        if (isClosing || (news.containsKey(content) && news.get(content) == null)) return;
        TreeSet<ChunkIndex> waiting = news.computeIfAbsent(content, _ -> new TreeSet<>());
        waiting.addAll(chunks);
        if (waiting.size() > HaveMore.MAX_CHUNKS) news.put(content, null); // the map is shorter
    }

    /** Drops everything but the goodbye, if there is one, and then closes. */
    void close() {
        isClosing = true;
        Frame last = frames.peekLast();
        frames.clear();
        news.clear();
        jobs.clear();
        if (last instanceof Goodbye) frames.add(last);
    }

    /** The job with this number is not wanted any more. */
    void dropJob(int request) {
        jobs.removeIf(job -> job.request() == request);
    }

    /** Whether the job is the next one still; false once it was dropped. */
    boolean isWanted(ServeJob job) {
        return jobs.peek() == job;
    }

    /** The job has its whole answer. */
    void finished(ServeJob job) {
        jobs.remove(job);
    }

    boolean hasWork(long nowNanos) {
        return isClosing || !frames.isEmpty() || nanosToNews(nowNanos) == 0 || !jobs.isEmpty();
    }

    /** How long what is held is not told yet; the greatest number if there is nothing to tell. */
    long nanosToNews(long nowNanos) {
        if (news.isEmpty()) return Long.MAX_VALUE;
        return !hasTold || news.containsValue(null) ? 0 : Math.max(0, nextNewsNanos - nowNanos);
    }

    /** What to do next; null if there is nothing. A job stays in place until it is {@link #finished}. */
    Work next(long nowNanos) {
        if (!frames.isEmpty()) {
            List<Frame> all = new ArrayList<>(frames);
            frames.clear();
            return new Work.Frames(all);
        }
        if (nanosToNews(nowNanos) == 0) return nextNews(nowNanos);
        if (!jobs.isEmpty()) return new Work.Serve(jobs.peek());
        return isClosing ? new Work.Finish() : null;
    }

    private Work nextNews(long nowNanos) {
        hasTold = true;
        nextNewsNanos = nowNanos + newsPauseNanos;
        Iterator<Map.Entry<ContentId, TreeSet<ChunkIndex>>> first =
                news.entrySet().iterator();
        Map.Entry<ContentId, TreeSet<ChunkIndex>> entry = first.next();
        first.remove();
        return entry.getValue() == null
                ? new Work.TellHeld(entry.getKey())
                : new Work.Frames(List.of(new HaveMore(entry.getKey(), List.copyOf(entry.getValue()))));
    }
}
