package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.serve.Library;
import dev.fileswarm.agent.store.SafeFileName;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.tracker.NewOffer;
import dev.fileswarm.agent.tracker.Offer;
import dev.fileswarm.agent.tracker.OfferFilter;
import dev.fileswarm.agent.tracker.OfferResult;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tracker's list of this peer's offers the same as the library's.
 *
 * <p>The whole lists are compared, each time this peer signs in: whatever was offered or withdrawn while the tracker, or this
 * agent, was away needs no record of its own. Thread-safe; calls wait for the network.
 */
final class OfferSync {
    private static final Logger log = LoggerFactory.getLogger(OfferSync.class);

    private final TrackerClient tracker;
    private final PeerName self;
    private final Library library;

    private record Key(ContentId content, String name) {}

    OfferSync(TrackerClient tracker, PeerName self, Library library) {
        this.tracker = tracker;
        this.self = self;
        this.library = library;
    }

    /** Offers files at the tracker. @return the results, in the same order */
    List<OfferResult> offer(List<SharedEntry> entries) throws TrackerException {
        List<OfferResult> results = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += TrackerClient.MAX_ENTRIES) {
            List<SharedEntry> part = entries.subList(from, Math.min(entries.size(), from + TrackerClient.MAX_ENTRIES));
            results.addAll(tracker.offer(part.stream()
                    .map(entry -> new NewOffer(
                            entry.content(), entry.name(), entry.sha1().orElse(null)))
                    .toList()));
        }
        return results;
    }

    /** Takes an offer back, unless another shared file still stands for it. */
    void withdraw(SharedEntry entry) throws TrackerException {
        if (!entry.isOffered()) return;
        boolean stillOffered = library.sharedAs(entry.content()).stream()
                .anyMatch(other -> other.isOffered() && other.name().equals(entry.name()));
        if (!stillOffered) tracker.withdraw(entry.content(), entry.name());
    }

    /** Offers what the tracker does not list, and takes back what it lists and the library has not. */
    synchronized void compare() throws TrackerException {
        Set<Key> listed = listed();
        List<SharedEntry> missing = new ArrayList<>();
        Set<Key> wanted = new HashSet<>();
        for (SharedEntry entry : library.list()) {
            if (!entry.isOffered() || !isTaken(entry.name())) continue;
            Key key = new Key(entry.content(), entry.name());
            if (wanted.add(key) && !listed.contains(key)) missing.add(entry);
        }
        offer(missing);
        int withdrawn = 0;
        for (Key key : listed) {
            if (wanted.contains(key)) continue;
            tracker.withdraw(key.content, key.name);
            withdrawn++;
        }
        if (!missing.isEmpty() || withdrawn > 0) {
            log.info("offers brought up to date: {} offered, {} withdrawn", missing.size(), withdrawn);
        }
    }

    /** One name that the tracker refuses would keep all others from being offered. */
    private static boolean isTaken(String name) {
        try {
            SafeFileName.offered(name);
            return true;
        } catch (StoreException e) {
            log.warn("a file that was offered before is not any more: {}", e.getMessage());
            return false;
        }
    }

    private Set<Key> listed() throws TrackerException {
        Set<Key> listed = new HashSet<>();
        String after = null;
        do {
            Page<Offer> page = tracker.offers(OfferFilter.named(null, self), after, Page.MAX_LIMIT);
            for (Offer offer : page.items()) listed.add(new Key(offer.content(), offer.name()));
            after = page.next();
        } while (after != null);
        return listed;
    }
}
