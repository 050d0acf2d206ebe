package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;

/**
 * Which offers to list; null means any.
 *
 * @param words each is the beginning of a word of the file's name
 */
public record OfferFilter(String words, PeerName owner, Long minSizeBytes, Long maxSizeBytes, Boolean online) {
    public static final OfferFilter ALL = new OfferFilter(null, null, null, null, null);

    public static OfferFilter ofWords(String words) {
        return new OfferFilter(words, null, null, null, null);
    }

    public OfferFilter onlyOnline() {
        return new OfferFilter(words, owner, minSizeBytes, maxSizeBytes, true);
    }
}
