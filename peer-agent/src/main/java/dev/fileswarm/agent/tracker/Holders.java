package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;
import java.util.List;

/**
 * A sample of the peers online that hold chunks of a content.
 *
 * @param available whether every chunk that was asked about is held by somebody online
 */
public record Holders(ContentId content, List<Holder> holders, boolean available) {}
