package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import java.util.Base64;

/**
 * What this peer holds of one content, all in all, as it is sent: exactly one of map, complete and gone.
 *
 * @param map which chunks, in base64url; null when all or none
 */
public record Announcement(ContentId content, String map, Boolean complete, Boolean gone) {
    public static Announcement complete(ContentId content) {
        return new Announcement(content, null, true, null);
    }

    public static Announcement gone(ContentId content) {
        return new Announcement(content, null, null, true);
    }

    /** Of a content without chunks, the empty set is all there is. */
    public static Announcement of(ContentId content, ChunkSet held) {
        if (held.isComplete()) return complete(content);
        if (held.isEmpty()) return gone(content);
        String map = Base64.getUrlEncoder().withoutPadding().encodeToString(held.toMap());
        return new Announcement(content, map, null, null);
    }

    /** About how many bytes it takes in a request. */
    int size() {
        return content.toString().length() + (map == null ? 0 : map.length()) + 40;
    }
}
