package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.store.SharedEntry;

/** Hears what changes in a {@link Library}, for announcing it. Called without locks, on the thread that made the change. */
public interface LibraryListener {
    /** A file is shared: its content is held completely, and offered where the entry says so. */
    void offered(SharedEntry entry);

    /** A file is not shared any more: withdrawn, deleted, changed or replaced. */
    void withdrawn(SharedEntry entry, Reason reason);

    /** Nothing here holds any of this content any more. */
    void gone(ContentId content);

    /** Why a file is not offered any more. */
    enum Reason {
        WITHDRAWN,
        DELETED,
        CHANGED,
        /** The same path was shared anew, in another layout, under another name or with other bytes. */
        REPLACED
    }
}
