package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;

/**
 * A file to offer.
 *
 * @param sha1 40 hex digits that older tools know the file by, or null
 */
public record NewOffer(ContentId content, String name, String sha1) {}
