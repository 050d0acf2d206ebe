package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.content.OfferEvent;
import dev.fileswarm.tracker.content.OfferKey;
import dev.fileswarm.tracker.message.MessagesArrived;
import dev.fileswarm.tracker.peer.PeerEvent;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears what is told inside the process, and passes on what others want to know. Never waits, never fails. */
@Component
class FeedSource {
    private final Feed feed;
    private final Clock clock;

    FeedSource(Feed feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    @EventListener
    void on(PeerEvent event) {
        switch (event) {
            case PeerEvent.CameOnline came -> feed.tell(new FeedEvent.Presence(came.name(), true, clock.instant()));
            case PeerEvent.WentOffline left -> feed.tell(new FeedEvent.Presence(left.name(), false, clock.instant()));
            // Told as another coming: whoever shows addresses has the new ones, and whoever is offline is told to be.
            case PeerEvent.AddressesChanged changed ->
                feed.tell(new FeedEvent.Presence(changed.name(), true, clock.instant()));
            case PeerEvent.SightChanged changed -> feed.tell(new FeedEvent.Sight(changed.name(), changed.reader()));
            case PeerEvent.Introduced introduced ->
                feed.tell(new FeedEvent.Introduction(introduced.name(), introduced.from()));
            case PeerEvent.SignedOut out ->
                feed.tell(new FeedEvent.SignedOut(
                        out.name(), out.session() == null ? null : out.session().id()));
            // Nobody is here yet, or any more: coming and going are told besides.
            case PeerEvent.Registered ignored -> {}
            case PeerEvent.Deregistered ignored -> {}
        }
    }

    @EventListener
    void on(OfferEvent event) {
        feed.tell(new FeedEvent.Offers(event.files().stream()
                .map(file -> new OfferKey(event.owner(), file.content(), file.name()))
                .toList()));
    }

    @EventListener
    void on(MessagesArrived arrived) {
        feed.tell(new FeedEvent.Mail(arrived.id(), arrived.receivers()));
    }
}
