package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;

/** What became of one offered file. */
public record OfferResult(ContentId content, String name, String status) {
    public OfferResult {
        Required.field("content", content);
        Required.field("name", name);
    }

    /** Whether it was offered before, so that nothing changed. */
    public boolean isRepeated() {
        return "already-offered".equals(status);
    }
}
