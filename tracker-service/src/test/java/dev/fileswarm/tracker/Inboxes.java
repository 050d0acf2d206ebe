package dev.fileswarm.tracker;

import java.util.List;

/** What waits in inboxes, as their owners read it over the wire. */
public final class Inboxes {
    private Inboxes() {}

    /** The texts that were not acknowledged yet, in the tracker's order. */
    public static List<String> texts(Api reader) {
        return field(reader, "text");
    }

    /** The ids of the same messages. */
    public static List<String> ids(Api reader) {
        return field(reader, "id");
    }

    private static List<String> field(Api reader, String name) {
        return reader.get("/api/v1/messages?limit=1000")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path(name).asString())
                .toList();
    }
}
