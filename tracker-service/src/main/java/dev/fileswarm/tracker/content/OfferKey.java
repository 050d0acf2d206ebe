package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;

/** Which offer is meant. */
public record OfferKey(PeerName owner, ContentId content, String name) {}
