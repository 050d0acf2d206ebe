package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;

/**
 * Which offers to list; null means any.
 *
 * @param words each is the beginning of a word of the file's name
 * @param name the whole name of the file, in which case counts
 */
public record OfferFilter(
        String words, String name, PeerName owner, Long minSizeBytes, Long maxSizeBytes, Boolean online) {
    public static final OfferFilter ALL = new OfferFilter(null, null, null, null, null, null);

    public static OfferFilter ofWords(String words) {
        return new OfferFilter(words, null, null, null, null, null);
    }

    /** @param owner whose offers alone count; null for everybody's */
    public static OfferFilter named(String name, PeerName owner) {
        return new OfferFilter(null, name, owner, null, null, null);
    }

    public OfferFilter onlyOnline() {
        return new OfferFilter(words, name, owner, minSizeBytes, maxSizeBytes, true);
    }
}
