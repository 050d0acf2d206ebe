package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.content.OfferView;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.List;

/** The data of the events that have no form of their own elsewhere. */
final class EventViews {
    private EventViews() {}

    record Ready(String trackerId, long leaseSeconds) {}

    record PeerOffline(String name, Instant lastSeenAt) {}

    record Offers(List<OfferView> added, List<RemovedOffer> removed) {}

    record RemovedOffer(String content, String name, String owner) {
        static RemovedOffer of(ContentId content, String name, PeerName owner) {
            return new RemovedOffer(content.text(), name, owner.text());
        }
    }

    record Reason(String reason) {}

    record Nothing() {}
}
