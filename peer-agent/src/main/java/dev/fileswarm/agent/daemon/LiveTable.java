package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.FeedEvent;
import dev.fileswarm.agent.tracker.Offer;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.PeerInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is online and which files there are, kept current by events; each change says what is news to people. Changes may come
 * twice. Thread-safe.
 */
final class LiveTable {
    private final PeerName self;
    private final TreeMap<PeerName, PeerInfo> online = new TreeMap<>(); // guarded by this
    private final TreeMap<Key, Offer> offers = new TreeMap<>(Key.ORDER); // guarded by this
    private boolean isKnown; // guarded by this

    private record Key(String file, String owner, String content) {
        static final Comparator<Key> ORDER = Comparator.comparing((Key key) -> key.file.toLowerCase(Locale.ROOT))
                .thenComparing(Key::file)
                .thenComparing(Key::owner)
                .thenComparing(Key::content);

        static Key of(Offer offer) {
            return new Key(
                    offer.name(), offer.owner().lowerCase(), offer.content().toString());
        }

        static Key of(FeedEvent.OfferKey key) {
            return new Key(key.name(), key.owner().lowerCase(), key.content().toString());
        }
    }

    LiveTable(PeerName self) {
        this.self = self;
    }

    synchronized List<FileRow> rows() {
        List<FileRow> rows = new ArrayList<>();
        for (Offer offer : offers.values()) {
            PeerInfo owner = online.get(offer.owner());
            if (owner == null) continue;
            List<PeerEndpoint> addresses = owner.addresses().isEmpty() ? offer.addresses() : owner.addresses();
            rows.add(FileRow.of(offer, true, addresses));
        }
        return rows;
    }

    synchronized List<String> online() {
        return online.values().stream().map(peer -> peer.name().value()).toList();
    }

    /** A peer that is online, as it was last told of. */
    synchronized Optional<PeerInfo> find(PeerName name) {
        return Optional.ofNullable(online.get(name));
    }

    /** The others who offered the content and are online, as they were last told of. */
    synchronized List<PeerInfo> owners(ContentId content) {
        return offers.values().stream()
                .filter(offer -> offer.content().equals(content) && !isSelf(offer.owner()))
                .map(offer -> online.get(offer.owner()))
                .filter(owner -> owner != null && owner.key() != null)
                .distinct()
                .toList();
    }

    synchronized Optional<Notice> cameOnline(PeerInfo peer) {
        boolean isNew = online.put(peer.name(), peer) == null;
        return isNew && !isSelf(peer.name())
                ? Optional.of(new Notice.PeerCame(peer.name().value()))
                : Optional.empty();
    }

    synchronized Optional<Notice> wentOffline(PeerName name) {
        PeerInfo gone = online.remove(name);
        return gone != null && !isSelf(name)
                ? Optional.of(new Notice.PeerWent(gone.name().value()))
                : Optional.empty();
    }

    synchronized Optional<Notice> changed(FeedEvent.OffersChanged change) {
        Changes changes = new Changes();
        for (FeedEvent.OfferKey key : change.removed()) {
            Offer gone = offers.remove(Key.of(key));
            if (gone != null) changes.add(false, gone);
        }
        for (Offer offer : change.added()) {
            if (offers.put(Key.of(offer), offer) == null) changes.add(true, offer);
        }
        return changes.notice();
    }

    /** The whole lists were read anew. @return what is news; nothing the first time */
    synchronized List<Notice> replace(List<PeerInfo> peers, List<Offer> listed) {
        Map<PeerName, PeerInfo> before = new TreeMap<>(online);
        Map<Key, Offer> offeredBefore = new TreeMap<>(offers);
        online.clear();
        peers.forEach(peer -> online.put(peer.name(), peer));
        offers.clear();
        listed.forEach(offer -> offers.put(Key.of(offer), offer));
        boolean isFirst = !isKnown;
        isKnown = true;
        return isFirst ? List.of() : differences(before, offeredBefore);
    }

    private List<Notice> differences(Map<PeerName, PeerInfo> before, Map<Key, Offer> offeredBefore) {
        List<Notice> news = new ArrayList<>();
        before.forEach((name, peer) -> {
            if (!online.containsKey(name) && !isSelf(name))
                news.add(new Notice.PeerWent(peer.name().value()));
        });
        online.forEach((name, peer) -> {
            if (!before.containsKey(name) && !isSelf(name))
                news.add(new Notice.PeerCame(peer.name().value()));
        });
        Changes changes = new Changes();
        offeredBefore.forEach((key, offer) -> {
            if (!offers.containsKey(key)) changes.add(false, offer);
        });
        offers.forEach((key, offer) -> {
            if (!offeredBefore.containsKey(key)) changes.add(true, offer);
        });
        changes.notice().ifPresent(news::add);
        return news;
    }

    private boolean isSelf(PeerName name) {
        return name.equals(self);
    }

    /** Gathers what came and went of others. */
    private final class Changes {
        private int added;
        private int removed;
        private final List<Notice.TableChange> first = new ArrayList<>();

        void add(boolean isAdded, Offer offer) {
            if (isSelf(offer.owner())) return;
            if (isAdded) added++;
            else removed++;
            if (first.size() == Notice.TableChanged.MAX_NAMED) return;
            first.add(new Notice.TableChange(
                    isAdded,
                    offer.name(),
                    offer.owner().value(),
                    offer.content().toString()));
        }

        Optional<Notice> notice() {
            return added + removed == 0
                    ? Optional.empty()
                    : Optional.of(new Notice.TableChanged(added, removed, List.copyOf(first)));
        }
    }
}
