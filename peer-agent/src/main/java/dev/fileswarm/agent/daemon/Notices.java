package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.time.Clock;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The notices of this home: what nobody has read yet, and the last ones for whoever follows. Lasting ones are in the
 * catalogue before anybody hears of them.
 *
 * <p>Thread-safe.
 */
final class Notices implements AutoCloseable {
    /** Unread texts that are kept; no more are taken from the tracker or from private links until some are read. */
    static final int MAX_TALK = 2_000;

    /** Other notices that are kept; the oldest give way. */
    static final int MAX_OTHERS = 500;

    /** Read notices that followers may not have seen yet. */
    private static final int MAX_RECENT = 1_000;

    private static final long QUIET_MILLIS = 5_000;
    private static final String PREFIX = "notice/";
    private static final Logger log = LoggerFactory.getLogger(Notices.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Catalogue catalogue;
    private final Clock clock;

    /** Keeps notices in the order of their numbers; held while the catalogue writes. */
    private final ReentrantLock adding = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Long, NoticeEntry> unread = new TreeMap<>(); // guarded by lock
    private final TreeMap<Long, NoticeEntry> recent = new TreeMap<>(); // guarded by lock
    private int unreadTalk; // guarded by lock
    private long lastPublished; // guarded by lock
    private boolean isClosed; // guarded by lock
    private long lastNumber; // guarded by adding
    private boolean isEnding; // guarded by adding

    Notices(Catalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
        catalogue.values(PREFIX).forEach(this::restore);
        // Numbers of notices that did not last are not known any more: microseconds are ahead of them.
        long stored = unread.isEmpty() ? 0 : unread.lastKey();
        this.lastNumber =
                Math.max(stored, TimeUnit.MILLISECONDS.toMicros(clock.now().toEpochMilli()));
    }

    /** Adds a notice; where the disk fails it is told all the same. Nothing is added at the end of the agent. */
    void add(Notice notice) {
        adding.lock();
        try {
            if (isEnding) return;
            addAll(List.of(notice), Map.of(), List.of());
        } catch (UncheckedIOException e) {
            log.warn("a notice could not be kept: {}", e.getMessage());
            publish(List.of(new NoticeEntry(++lastNumber, clock.now(), notice)));
        } finally {
            adding.unlock();
        }
    }

    /**
     * Adds notices and changes other values of the catalogue, all in one.
     *
     * @param kept further values to keep
     * @param dropped keys of values to drop
     * @throws UncheckedIOException if the disk fails; nothing is added then
     */
    void addAll(List<? extends Notice> notices, Map<String, String> kept, Collection<String> dropped) {
        adding.lock();
        try {
            List<NoticeEntry> entries = new ArrayList<>();
            Map<String, String> values = new TreeMap<>(kept);
            for (Notice notice : notices) {
                NoticeEntry entry = new NoticeEntry(++lastNumber, clock.now(), notice);
                entries.add(entry);
                if (notice.isLasting()) values.put(key(entry.number()), JSON.writeValueAsString(entry));
            }
            List<String> gone = new ArrayList<>(dropped);
            for (NoticeEntry old : givingWay(entries)) {
                if (old.notice().isLasting()) gone.add(key(old.number()));
            }
            if (!values.isEmpty() || !gone.isEmpty()) catalogue.change(values, gone);
            publish(entries);
        } finally {
            adding.unlock();
        }
    }

    List<NoticeEntry> unread() {
        lock.lock();
        try {
            return List.copyOf(unread.values());
        } finally {
            lock.unlock();
        }
    }

    /** Texts that can be taken before somebody reads. */
    int roomForTalk() {
        lock.lock();
        try {
            return Math.max(0, MAX_TALK - unreadTalk);
        } finally {
            lock.unlock();
        }
    }

    void markRead(Collection<Long> numbers) {
        adding.lock();
        try {
            List<String> lasting = new ArrayList<>();
            lock.lock();
            try {
                for (Long number : numbers) {
                    NoticeEntry entry = unread.get(number);
                    if (entry != null && entry.notice().isLasting()) lasting.add(key(number));
                }
            } finally {
                lock.unlock();
            }
            if (!lasting.isEmpty()) catalogue.change(Map.of(), lasting);
            lock.lock();
            try {
                numbers.forEach(this::forget);
            } finally {
                lock.unlock();
            }
        } finally {
            adding.unlock();
        }
    }

    /** Tells of what is unread and then of everything, on the calling thread, until that is interrupted or the agent ends. */
    void follow(NoticeListener listener) throws InterruptedException {
        List<NoticeEntry> news;
        long last;
        lock.lock();
        try {
            news = List.copyOf(unread.values());
            last = lastPublished;
        } finally {
            lock.unlock();
        }
        while (news != null) {
            for (NoticeEntry entry : news) listener.on(entry);
            if (news.isEmpty()) listener.quiet();
            else last = Math.max(last, news.getLast().number());
            news = await(last);
        }
    }

    /** Followers end. */
    @Override
    public void close() {
        adding.lock();
        isEnding = true;
        adding.unlock();
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return what came after the number; nothing after a while without; null at the end */
    private List<NoticeEntry> await(long last) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
        lock.lockInterruptibly();
        try {
            while (!isClosed && nanos > 0 && recent.higherKey(last) == null) nanos = changed.awaitNanos(nanos);
            if (isClosed) return null;
            return List.copyOf(recent.tailMap(last, false).values());
        } finally {
            lock.unlock();
        }
    }

    private void publish(List<NoticeEntry> entries) {
        lock.lock();
        try {
            for (NoticeEntry entry : entries) {
                unread.put(entry.number(), entry);
                recent.put(entry.number(), entry);
                lastPublished = entry.number();
                if (entry.notice().isTalk()) unreadTalk++;
            }
            while (recent.size() > MAX_RECENT) recent.pollFirstEntry();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest that are no talk, as many as are too many with those that come; they are taken out. */
    private List<NoticeEntry> givingWay(List<NoticeEntry> coming) {
        long more = coming.stream().filter(entry -> !entry.notice().isTalk()).count();
        lock.lock();
        try {
            long tooMany = unread.size() - unreadTalk + more - MAX_OTHERS;
            if (tooMany <= 0) return List.of();
            List<NoticeEntry> oldest = unread.values().stream()
                    .filter(entry -> !entry.notice().isTalk())
                    .limit(tooMany)
                    .toList();
            oldest.forEach(entry -> unread.remove(entry.number()));
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    private void forget(long number) {
        NoticeEntry entry = unread.remove(number);
        if (entry != null && entry.notice().isTalk()) unreadTalk--;
    }

    private void restore(String key, String text) {
        try {
            NoticeEntry entry = JSON.readValue(text, NoticeEntry.class);
            unread.put(entry.number(), entry);
            if (entry.notice().isTalk()) unreadTalk++;
        } catch (JacksonException e) {
            log.warn("a notice that another version kept cannot be read and is left where it is: {}", key);
        }
    }

    private static String key(long number) {
        return PREFIX + String.format("%019d", number);
    }
}
