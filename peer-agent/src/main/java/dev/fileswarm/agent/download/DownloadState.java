package dev.fileswarm.agent.download;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a download stands.
 *
 * <pre>
 * WAITING_FOR_SOURCES -> FETCHING_MANIFEST, TRANSFERRING
 * FETCHING_MANIFEST   -> WAITING_FOR_SOURCES, TRANSFERRING
 * TRANSFERRING        -> WAITING_FOR_SOURCES
 * PAUSED              -> WAITING_FOR_SOURCES
 * these four          -> PAUSED, FINISHING, FAILED, CANCELLED
 * FINISHING           -> DONE, FAILED, CANCELLED
 * DONE, FAILED, CANCELLED are the ends
 * </pre>
 */
public enum DownloadState {
    /** Nobody who holds what is missing is linked. */
    WAITING_FOR_SOURCES,
    /** The chunks' hashes are being fetched. */
    FETCHING_MANIFEST,
    TRANSFERRING,
    PAUSED,
    /** All is there; the file gets its name, or the last bytes are written out. */
    FINISHING,
    DONE,
    FAILED,
    CANCELLED;

    boolean isEnd() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }

    boolean mayBecome(DownloadState next) {
        return switch (this) {
            case WAITING_FOR_SOURCES ->
                next == FETCHING_MANIFEST || next == TRANSFERRING || stopping().contains(next);
            case FETCHING_MANIFEST ->
                next == WAITING_FOR_SOURCES
                        || next == TRANSFERRING
                        || stopping().contains(next);
            case TRANSFERRING -> next == WAITING_FOR_SOURCES || stopping().contains(next);
            case PAUSED ->
                next == WAITING_FOR_SOURCES || next != PAUSED && stopping().contains(next);
            case FINISHING -> next.isEnd();
            case DONE, FAILED, CANCELLED -> false;
        };
    }

    private static Set<DownloadState> stopping() {
        return EnumSet.of(PAUSED, FINISHING, FAILED, CANCELLED);
    }
}
