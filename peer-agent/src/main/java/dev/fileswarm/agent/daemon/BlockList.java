package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.tracker.Block;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.PeopleClient;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whom this peer has blocked. The list here decides what this peer serves and whom it talks to, also while the tracker is
 * away; the tracker is told, now or when it is back, so that it holds back messages and presence.
 *
 * <p>Thread-safe.
 */
final class BlockList {
    private static final Logger log = LoggerFactory.getLogger(BlockList.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREFIX = "block/";

    private final Catalogue catalogue;
    private final PeopleClient tracker;
    private final PeerName self;
    private final Clock clock;
    private final Map<PeerName, Entry> entries = new ConcurrentHashMap<>();

    /** One change at a time; held while the catalogue writes and the tracker is called. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile Runnable onChange = () -> {};

    private enum State {
        /** The tracker has it too. */
        KEPT,
        /** The tracker is to be told. */
        NEW,
        /** Ended here; the tracker is to be told. */
        ENDED
    }

    private record Entry(String name, Instant since, State state) {
        Blocked shown() {
            return new Blocked(name, since, state == State.NEW);
        }
    }

    BlockList(Catalogue catalogue, PeopleClient tracker, PeerName self, Clock clock) {
        this.catalogue = catalogue;
        this.tracker = tracker;
        this.self = self;
        this.clock = clock;
        for (String text : catalogue.values(PREFIX).values()) {
            Entry entry = JSON.readValue(text, Entry.class);
            entries.put(new PeerName(entry.name), entry);
        }
    }

    /** Who is to hear of each change; called without a lock that others wait for. */
    void onChange(Runnable newOnChange) {
        onChange = newOnChange;
    }

    boolean isBlocked(PeerName name) {
        Entry entry = entries.get(name);
        return entry != null && entry.state != State.ENDED;
    }

    /** Whether what a peer sent at this time is covered by a block. */
    boolean isBlockedSince(PeerName name, Instant time) {
        Entry entry = entries.get(name);
        return entry != null && entry.state != State.ENDED && !time.isBefore(entry.since);
    }

    List<Blocked> list() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().state != State.ENDED)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().shown())
                .toList();
    }

    /** Blocks a peer: here at once, and at the tracker, now or when it is back. */
    Blocked block(PeerName name) throws AgentException {
        if (name.equals(self)) {
            throw new AgentException(
                    AgentException.Kind.USAGE, ProblemCode.YOURSELF, "nobody can block themselves", "");
        }
        changing.lock();
        try {
            if (isBlocked(name)) {
                throw new AgentException(
                        AgentException.Kind.FAILED,
                        ProblemCode.ALREADY_BLOCKED,
                        name + " is blocked already",
                        "fileswarm blocks lists them, fileswarm unblock " + name + " ends it");
            }
            Entry former = entries.get(name);
            keep(new Entry(name.value(), clock.now(), State.NEW));
            onChange.run();
            try {
                tellBlocked(name);
            } catch (TrackerException e) {
                if (e.isPassing()) {
                    log.info("the tracker hears that {} is blocked when it is back: {}", name, e.getMessage());
                    return entries.get(name).shown();
                }
                if (former == null) drop(name);
                else keep(former);
                throw TrackerProblems.of(e);
            }
            return entries.get(name).shown();
        } finally {
            changing.unlock();
        }
    }

    /** Ends a block, here at once, and at the tracker, now or when it is back. */
    void unblock(PeerName name) throws AgentException {
        changing.lock();
        try {
            boolean wasBlocked = isBlocked(name);
            if (wasBlocked) keep(new Entry(name.value(), clock.now(), State.ENDED));
            onChange.run();
            try {
                tellUnblocked(name);
            } catch (TrackerException e) {
                if (!e.isPassing()) throw TrackerProblems.of(e);
                if (!wasBlocked) throw notBlocked(name);
                log.info("the tracker hears that {} is not blocked any more when it is back: {}", name, e.getMessage());
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Makes the tracker's list the same as the one here. What the tracker has in addition was blocked with a curl or by another
     * process, and holds here too; what it lacks is told again.
     */
    void compare() throws TrackerException {
        changing.lock();
        try {
            Map<PeerName, Block> listed = listed();
            for (Map.Entry<PeerName, Entry> entry : Map.copyOf(entries).entrySet()) {
                PeerName name = entry.getKey();
                boolean isListed = listed.remove(name) != null;
                if (entry.getValue().state == State.ENDED) tellUnblocked(name);
                else if (!isListed) tellAgain(name);
                else if (entry.getValue().state == State.NEW) settle(name);
            }
            for (Block block : listed.values()) keep(new Entry(block.name().value(), block.since(), State.KEPT));
            if (!listed.isEmpty()) onChange.run();
        } finally {
            changing.unlock();
        }
    }

    private void tellAgain(PeerName name) throws TrackerException {
        try {
            tellBlocked(name);
        } catch (TrackerProblemException e) {
            if (!e.is(ProblemCode.UNKNOWN_PEER)) throw e;
            log.info("the tracker knows no {}; the block holds here", name);
        }
    }

    private void tellBlocked(PeerName name) throws TrackerException {
        try {
            tracker.block(name);
        } catch (TrackerProblemException e) {
            if (!e.is(ProblemCode.ALREADY_BLOCKED)) throw e; // from an earlier time, or by another process
        }
        settle(name);
    }

    private void tellUnblocked(PeerName name) throws TrackerException {
        try {
            tracker.unblock(name);
            drop(name);
        } catch (TrackerProblemException e) {
            if (e.isPassing()) throw e;
            boolean wasBlockedHere = drop(name);
            boolean isEnded = e.is(ProblemCode.NOT_BLOCKED) || e.is(ProblemCode.UNKNOWN_PEER);
            if (!wasBlockedHere || !isEnded) throw e;
        }
    }

    private void settle(PeerName name) {
        Entry entry = entries.get(name);
        keep(new Entry(entry.name, entry.since, State.KEPT));
    }

    private void keep(Entry entry) {
        PeerName name = new PeerName(entry.name);
        catalogue.value(PREFIX + name.lowerCase(), JSON.writeValueAsString(entry));
        entries.put(name, entry);
    }

    private boolean drop(PeerName name) {
        if (!entries.containsKey(name)) return false;
        catalogue.change(Map.of(), List.of(PREFIX + name.lowerCase()));
        entries.remove(name);
        return true;
    }

    private Map<PeerName, Block> listed() throws TrackerException {
        Map<PeerName, Block> listed = new HashMap<>();
        String after = null;
        do {
            Page<Block> page = tracker.blocks(after, Page.MAX_LIMIT);
            for (Block block : page.items()) listed.put(block.name(), block);
            after = page.next();
        } while (after != null);
        return listed;
    }

    private static AgentException notBlocked(PeerName name) {
        return new AgentException(
                AgentException.Kind.NOT_FOUND,
                ProblemCode.NOT_BLOCKED,
                name + " is not blocked",
                "fileswarm blocks lists who is");
    }
}
