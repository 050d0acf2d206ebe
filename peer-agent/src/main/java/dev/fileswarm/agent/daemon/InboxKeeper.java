package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.tracker.Message;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.PeopleClient;
import dev.fileswarm.agent.tracker.TrackerException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what waits for this peer at the tracker into its own store, on a thread of its own, and only then tells the tracker
 * that it may forget it. A text that comes again is known by its id and dropped.
 */
final class InboxKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InboxKeeper.class);

    private static final int PAGE = 200;

    /** Ids remembered: twice what can wait unacknowledged at a tracker. */
    private static final int MAX_KNOWN_IDS = 2_000;

    private static final String PREFIX = "taken/";

    private final PeopleClient tracker;
    private final Catalogue catalogue;
    private final Notices notices;
    private final AgentLog told;
    private final BlockList blocks;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("inbox").unstarted(this::run);

    /** The thread's; oldest first. */
    private final SequencedSet<String> takenKeys = new LinkedHashSet<>();

    private long taken;

    InboxKeeper(PeopleClient tracker, Catalogue catalogue, Notices notices, AgentLog told, BlockList blocks) {
        this.tracker = tracker;
        this.catalogue = catalogue;
        this.notices = notices;
        this.told = told;
        this.blocks = blocks;
    }

    void start() {
        TreeMap<Long, String> inOrder = new TreeMap<>();
        catalogue.values(PREFIX).forEach((key, number) -> inOrder.put(Long.parseLong(number), key));
        takenKeys.addAll(inOrder.values());
        if (!inOrder.isEmpty()) taken = inOrder.lastKey();
        thread.start();
    }

    /** Something may wait, or there is room again. Does not wait itself. */
    void wake() {
        if (wakes.availablePermits() == 0) wakes.release();
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
                wakes.acquire();
                takeAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be taken now is taken at the next wake: each heartbeat tells what waits. */
    private void takeAll() {
        try {
            boolean hasMore = true;
            while (hasMore && notices.roomForTalk() > 0) {
                Page<Message> page = tracker.inbox(null, Math.min(PAGE, notices.roomForTalk()));
                if (page.items().isEmpty()) return;
                take(page.items());
                tracker.acknowledge(page.items().stream().map(Message::id).toList());
                hasMore = page.next() != null;
            }
        } catch (TrackerException e) {
            log.info("the inbox is read again later: {}", e.getMessage());
        } catch (UncheckedIOException e) {
            log.warn("messages stay at the tracker, as they cannot be kept here: {}", e.getMessage());
        }
    }

    private void take(List<Message> messages) {
        List<Notice.Message> fresh = new ArrayList<>();
        Map<String, String> kept = new TreeMap<>();
        for (Message message : messages) {
            String key = PREFIX + message.id();
            if (takenKeys.contains(key) || kept.containsKey(key)) continue;
            kept.put(key, Long.toString(++taken));
            if (blocks.isBlockedSince(message.from(), message.sentAt())) continue;
            fresh.add(new Notice.Message(
                    message.id(), message.from().value(), message.text(), message.sentAt(), message.broadcast()));
        }
        List<String> dropped = takenKeys.stream()
                .limit(Math.max(0, takenKeys.size() + kept.size() - MAX_KNOWN_IDS))
                .toList();
        told.tellAll(notices, fresh, kept, dropped);
        dropped.forEach(takenKeys::remove);
        messages.forEach(message -> {
            if (kept.containsKey(PREFIX + message.id())) takenKeys.add(PREFIX + message.id());
        });
    }
}
