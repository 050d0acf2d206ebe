package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.peer.Sight;
import dev.fileswarm.tracker.shared.ContentId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What a content's description says of its holders. Implemented by whoever keeps holdings. */
public interface HolderCounts {
    /** Of each content that somebody holds who is online to the reader; the others are absent. */
    Map<ContentId, Count> online(Collection<ContentId> contents, Sight reader);

    /** The texts of those contents that somebody holds, online or not. */
    Set<String> held(Collection<String> contents);

    /** @param complete how many hold all chunks */
    record Count(int holders, int complete) {
        public static final Count NONE = new Count(0, 0);
    }
}
