package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;
import java.util.List;

/**
 * A content as the tracker knows it.
 *
 * @param names some of the file names it is offered under
 * @param holders peers online with one or more chunks
 * @param completeHolders those of them with all chunks
 */
public record Content(ContentId content, List<String> names, int offers, int holders, int completeHolders) {
    public Content {
        Required.field("content", content);
        names = names == null ? List.of() : List.copyOf(names);
    }
}
