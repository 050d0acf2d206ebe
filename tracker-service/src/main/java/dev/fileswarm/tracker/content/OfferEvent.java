package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.List;

/** What happened to a peer's offers; published inside the process, after it was stored. */
public sealed interface OfferEvent {
    PeerName owner();

    List<File> files();

    record Offered(PeerName owner, List<File> files) implements OfferEvent {}

    record Withdrawn(PeerName owner, List<File> files) implements OfferEvent {}

    record File(ContentId content, String name) {}
}
