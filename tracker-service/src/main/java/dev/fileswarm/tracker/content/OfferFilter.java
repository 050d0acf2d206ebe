package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.shared.PeerName;
import java.util.List;

/**
 * Which offers a list shows; null where it does not matter.
 *
 * @param words each must begin some word of the name; empty for any name
 * @param name the whole name, character by character
 */
record OfferFilter(
        List<String> words, String name, PeerName owner, Long minSizeBytes, Long maxSizeBytes, Boolean online) {
    /** Nothing that an index could find the offers by. */
    boolean choosesLittle() {
        return words.isEmpty() && name == null && owner == null;
    }
}
