package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.content.OfferKey;
import dev.fileswarm.tracker.content.OfferLookup;
import dev.fileswarm.tracker.peer.Blocks;
import dev.fileswarm.tracker.peer.Introductions;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.PeerView;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.peer.Sight;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Looks up what the events of a batch are about, and puts them into words for each reader.
 *
 * <p>Comings and goings are told as they happened, and where the last one told of a peer is not how it is now, that is
 * told as well: events of different trackers may come in any order, and a client's table is right in the end.
 */
@Component
class Renderer {
    private final Peers peers;
    private final Blocks blocks;
    private final Introductions introductions;
    private final OfferLookup offers;
    private final ServerSentEvents events;

    Renderer(Peers peers, Blocks blocks, Introductions introductions, OfferLookup offers, ServerSentEvents events) {
        this.peers = peers;
        this.blocks = blocks;
        this.introductions = introductions;
        this.offers = offers;
        this.events = events;
    }

    /**
     * @param before the position of all readers before the batch
     * @param isReader whether somebody of that name reads it
     */
    Rendering render(FeedBatch batch, FeedCursor before, Predicate<PeerName> isReader) {
        Set<PeerName> named = new HashSet<>();
        batch.events().forEach(event -> named.addAll(namedIn(event)));
        Map<PeerName, PeerInfo> known = peers.findAll(named);
        One one = new One(known, blocks.hiding(known.values(), isReader), isReader);
        long number = batch.first();
        for (FeedEvent event : batch.events())
            one.add(event, before.with(batch.tracker(), ++number).text());
        one.correctPresence(before.with(batch.tracker(), batch.next()).text());
        return one.rendering;
    }

    private static Set<PeerName> namedIn(FeedEvent event) {
        return switch (event) {
            case FeedEvent.Presence presence -> Set.of(presence.name());
            case FeedEvent.Offers some ->
                some.keys().stream().map(OfferKey::owner).collect(Collectors.toSet());
            case FeedEvent.Sight sight -> Set.of(sight.name());
            case FeedEvent.Introduction ignored -> Set.of();
            case FeedEvent.Mail ignored -> Set.of();
            case FeedEvent.SignedOut ignored -> Set.of();
            case FeedEvent.Lost ignored -> Set.of();
        };
    }

    private final class One {
        private final Rendering rendering = new Rendering();
        private final Map<PeerName, Boolean> toldOnline = new LinkedHashMap<>();
        private final Map<PeerName, PeerInfo> known;
        private final Map<PeerName, Set<PeerName>> hiding;
        private final Predicate<PeerName> isReader;

        One(Map<PeerName, PeerInfo> known, Map<PeerName, Set<PeerName>> hiding, Predicate<PeerName> isReader) {
            this.known = known;
            this.hiding = hiding;
            this.isReader = isReader;
        }

        void add(FeedEvent event, String cursor) {
            switch (event) {
                case FeedEvent.Presence presence -> presence(presence, cursor);
                case FeedEvent.Offers some -> offers(some, cursor);
                case FeedEvent.Mail mail ->
                    rendering.mail(
                            new Outgoing.Mail(mail.messageId(), cursor),
                            mail.receivers().stream().filter(isReader).collect(Collectors.toSet()));
                case FeedEvent.Introduction introduction -> introduction(introduction, cursor);
                case FeedEvent.Sight sight -> sight(sight, cursor);
                case FeedEvent.SignedOut out -> rendering.signedOut(out.name(), out.session());
                case FeedEvent.Lost ignored ->
                    rendering.toAll(null, events.event("resync", cursor, new EventViews.Reason("lost")), Set.of());
            }
        }

        private void presence(FeedEvent.Presence presence, String cursor) {
            PeerInfo peer = known.get(presence.name());
            if (presence.online() && peer == null) return;
            toldOnline.put(presence.name(), presence.online());
            String text = presence.online()
                    ? online(peer, cursor)
                    : offline(presence.name(), peer == null ? presence.at() : peer.lastSeenAt(), cursor);
            rendering.toAll(Topic.PRESENCE, text, hiddenFrom(presence.name()));
        }

        void correctPresence(String cursor) {
            toldOnline.forEach((name, online) -> {
                PeerInfo now = known.get(name);
                if (now == null || now.online() == online) return;
                String text = now.online() ? online(now, cursor) : offline(now.name(), now.lastSeenAt(), cursor);
                rendering.toAll(Topic.PRESENCE, text, hiddenFrom(name));
            });
        }

        private void offers(FeedEvent.Offers some, String cursor) {
            List<OfferLookup.Found> found = Renderer.this.offers.find(some.keys());
            Set<OfferKey> gone = new LinkedHashSet<>(some.keys());
            found.forEach(offer -> gone.remove(offer.key()));
            Set<PeerName> others = some.keys().stream()
                    .flatMap(key -> hiddenFrom(key.owner()).stream())
                    .collect(Collectors.toSet());
            rendering.toAll(Topic.FILES, offers(found, gone, Sight.EVERYTHING, cursor), others);
            Map<PeerName, String> texts = new HashMap<>();
            others.forEach(reader -> texts.put(reader, offers(found, gone, blocks.sightOf(reader), cursor)));
            rendering.toEach(Topic.FILES, texts);
        }

        private String offers(List<OfferLookup.Found> found, Set<OfferKey> gone, Sight sight, String cursor) {
            return events.event(
                    "offers",
                    cursor,
                    new EventViews.Offers(
                            found.stream().map(offer -> offer.view(sight)).toList(),
                            gone.stream()
                                    .map(key -> EventViews.RemovedOffer.of(key.content(), key.name(), key.owner()))
                                    .toList()));
        }

        private void introduction(FeedEvent.Introduction introduction, String cursor) {
            if (!isReader.test(introduction.to())) return;
            introductions
                    .toldOf(introduction.from())
                    .ifPresent(told -> rendering.toEach(
                            Topic.INTRODUCTIONS,
                            Map.of(introduction.to(), events.event("introduction", cursor, told))));
        }

        private void sight(FeedEvent.Sight sight, String cursor) {
            PeerInfo peer = known.get(sight.name());
            if (peer == null || !peer.online() || !isReader.test(sight.reader())) return;
            PeerInfo seen = blocks.sightOf(sight.reader()).see(peer);
            String text = seen.online() ? online(seen, cursor) : offline(seen.name(), seen.lastSeenAt(), cursor);
            rendering.toEach(Topic.PRESENCE, Map.of(sight.reader(), text));
        }

        private Set<PeerName> hiddenFrom(PeerName name) {
            return hiding.getOrDefault(name, Set.of());
        }

        private String online(PeerInfo peer, String cursor) {
            return events.event("peer-online", cursor, PeerView.of(peer.asOnline(), true));
        }

        private String offline(PeerName name, Instant lastSeenAt, String cursor) {
            return events.event("peer-offline", cursor, new EventViews.PeerOffline(name.text(), lastSeenAt));
        }
    }
}
