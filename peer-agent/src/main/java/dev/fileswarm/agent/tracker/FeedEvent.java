package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;
import java.util.List;

/** What the tracker's stream of events tells. Events are hints; the tracker's lists are the truth. */
public sealed interface FeedEvent {
    /**
     * The stream is open.
     *
     * @param isResumed whether what happened since the last one ended follows; otherwise only the lists tell
     */
    record Opened(boolean isResumed) implements FeedEvent {}

    record PeerOnline(PeerInfo peer) implements FeedEvent {}

    record PeerOffline(PeerName name, Instant lastSeenAt) implements FeedEvent {
        public PeerOffline {
            Required.field("name", name);
        }
    }

    /** Offers that came and went. */
    record OffersChanged(List<Offer> added, List<OfferKey> removed) implements FeedEvent {
        public OffersChanged {
            added = added == null ? List.of() : List.copyOf(added);
            removed = removed == null ? List.of() : List.copyOf(removed);
        }
    }

    /** Which offer. */
    record OfferKey(ContentId content, String name, PeerName owner) {
        public OfferKey {
            Required.field("content", content);
            Required.field("name", name);
            Required.field("owner", owner);
        }
    }

    /** Something waits in the inbox. */
    record MessageWaiting() implements FeedEvent {}

    /** A peer asked where this one is. */
    record Introduced(PeerInfo from) implements FeedEvent {
        public Introduced {
            Required.field("from", from);
        }
    }

    /** Events were missed: only the lists tell. */
    record Resync(String reason) implements FeedEvent {}

    /** The stream has ended, or could not be opened; it is tried again. */
    record Ended(String why) implements FeedEvent {}
}
