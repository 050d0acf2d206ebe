package dev.fileswarm.agent.download;

import dev.fileswarm.agent.store.StoreException;

/** What a failure of the store means for a download. */
final class StoreFailures {
    private StoreFailures() {}

    static DownloadEnd.Failed toEnd(StoreException e) {
        FailureReason reason = switch (e.kind()) {
            case DISK_FULL -> FailureReason.DISK_FULL;
            case EXISTS -> FailureReason.EXISTS;
            case NO_PERMISSION, READ_ONLY, NAME_REFUSED, NOT_PLAIN_FILE -> FailureReason.NOT_PERMITTED;
            case LOCKED, DISK_FAILED -> FailureReason.DISK_FAILED;
        };
        return new DownloadEnd.Failed(reason, e.getMessage());
    }
}
