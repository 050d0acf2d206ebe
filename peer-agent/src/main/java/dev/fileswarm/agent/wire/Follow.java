package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ContentId;

/** Asks what the receiver holds of a content and to be told when that changes, or ends this. */
public record Follow(ContentId content, boolean on) implements Frame {
    /** Contents that one side may follow on a link. */
    public static final int MAX_CONTENTS = 1_024;
}
