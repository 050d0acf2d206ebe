package dev.fileswarm.agent.download;

import dev.fileswarm.agent.store.StoreException;

/** What a failure of the store means for a download. */
final class StoreFailures {
    private StoreFailures() {}

    static DownloadEnd.Failed toEnd(StoreException e) {
        FailureReason reason = switch (e) {
            case StoreException.DiskFull full -> FailureReason.DISK_FULL;
            case StoreException.Exists exists -> FailureReason.EXISTS;
            case StoreException.NoPermission denied -> FailureReason.NOT_PERMITTED;
            case StoreException.ReadOnly readOnly -> FailureReason.NOT_PERMITTED;
            case StoreException.NameRefused name -> FailureReason.NOT_PERMITTED;
            case StoreException.NotPlainFile file -> FailureReason.NOT_PERMITTED;
            case StoreException.Locked locked -> FailureReason.DISK_FAILED;
            case StoreException.DiskFailed failed -> FailureReason.DISK_FAILED;
            default -> FailureReason.DISK_FAILED;
        };
        return new DownloadEnd.Failed(reason, e.getMessage());
    }
}
