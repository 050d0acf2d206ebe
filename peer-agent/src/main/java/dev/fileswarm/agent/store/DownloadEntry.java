package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ContentId;
import java.nio.file.Path;

/**
 * A download as the catalogue knows it; there is one entry a folder and name.
 *
 * @param folder absolute
 */
public record DownloadEntry(ContentId content, Path folder, String name, State state) {
    /** Where a download stands when nothing runs it. */
    public enum State {
        /** To be gone on with at the next start. */
        RUNNING,
        /** Kept until somebody resumes it. */
        PAUSED,
        /** Has the chunks that were asked for, and not all of the file. */
        PARTIAL,
        /** Lies under its final name. */
        FINISHED
    }
}
