package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.shared.PeerName;
import java.util.List;

/**
 * Which offers a list shows; null where it does not matter.
 *
 * @param words each must begin some word of the name; empty for any name
 */
record OfferFilter(List<String> words, PeerName owner, Long minSizeBytes, Long maxSizeBytes, Boolean online) {}
