package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.tracker.Ban;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the tracker's operator has shut out. A credential that is out cannot be taken back, so each peer keeps this list and
 * refuses whoever is on it, also while the tracker is away; heartbeats tell when it has changed.
 *
 * <p>Thread-safe.
 */
final class BanList {
    private static final Logger log = LoggerFactory.getLogger(BanList.class);
    private static final String PREFIX = "ban/";
    private static final String VERSION = "bans-version";

    private final Catalogue catalogue;
    private final TrackerClient tracker;
    private final AtomicBoolean isReading = new AtomicBoolean();
    private volatile Set<PeerName> banned;
    private volatile long version;
    private volatile Runnable onChange = () -> {};

    BanList(Catalogue catalogue, TrackerClient tracker) {
        this.catalogue = catalogue;
        this.tracker = tracker;
        Set<PeerName> kept = new HashSet<>();
        catalogue.values(PREFIX).values().forEach(name -> kept.add(new PeerName(name)));
        this.banned = Set.copyOf(kept);
        this.version = catalogue.value(VERSION).map(Long::parseLong).orElse(0L);
    }

    /** Who is to hear of each change. */
    void onChange(Runnable newOnChange) {
        onChange = newOnChange;
    }

    boolean isBanned(PeerName name) {
        return banned.contains(name);
    }

    /** The tracker told this version; reads the list anew, on a thread of its own, where that is news. Null is no news. */
    void told(Long newVersion) {
        if (newVersion == null || newVersion == version) return;
        if (!isReading.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("bans").start(() -> {
            try {
                read(newVersion);
            } catch (TrackerException e) {
                log.info("the list of bans is read at the next heartbeat: {}", e.getMessage());
            } finally {
                isReading.set(false);
            }
        });
    }

    private void read(long newVersion) throws TrackerException {
        Set<PeerName> listed = new HashSet<>();
        String after = null;
        do {
            Page<Ban> page = tracker.bans(after, Page.MAX_LIMIT);
            page.items().forEach(ban -> listed.add(ban.name()));
            after = page.next();
        } while (after != null);
        Map<String, String> keep = new TreeMap<>();
        listed.forEach(name -> keep.put(PREFIX + name.lowerCase(), name.value()));
        keep.put(VERSION, Long.toString(newVersion));
        List<String> drop = banned.stream()
                .filter(name -> !listed.contains(name))
                .map(name -> PREFIX + name.lowerCase())
                .toList();
        catalogue.change(keep, drop);
        banned = Set.copyOf(listed);
        version = newVersion;
        onChange.run();
    }
}
