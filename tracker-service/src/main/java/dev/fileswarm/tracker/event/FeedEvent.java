package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.content.OfferKey;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.List;

/** What the trackers of a store tell each other: that something changed, hardly ever into what. */
sealed interface FeedEvent {
    /** How much this adds to a document of the feed, in names or so. */
    default int weight() {
        return 1;
    }

    record Presence(PeerName name, boolean online, Instant at) implements FeedEvent {}

    /** These offers were made, changed or withdrawn. */
    record Offers(List<OfferKey> keys) implements FeedEvent {
        @Override
        public int weight() {
            return keys.size();
        }
    }

    /** A message came into these inboxes. */
    record Mail(String messageId, List<PeerName> receivers) implements FeedEvent {
        @Override
        public int weight() {
            return receivers.size();
        }
    }

    record Introduction(PeerName to, PeerName from) implements FeedEvent {}

    /** What {@code reader} may see of {@code name} has changed. */
    record Sight(PeerName name, PeerName reader) implements FeedEvent {}

    /** @param session the one that ended; null for all of the name's */
    record SignedOut(PeerName name, String session) implements FeedEvent {}

    /** Some events could not be told: there were too many while the store was away. */
    record Lost() implements FeedEvent {}
}
