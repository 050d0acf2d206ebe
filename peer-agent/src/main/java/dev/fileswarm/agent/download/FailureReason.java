package dev.fileswarm.agent.download;

/** Why a download failed. */
public enum FailureReason {
    DISK_FULL,
    DISK_FAILED,
    /** There is a file of that name, and it was not to be replaced. */
    EXISTS,
    NOT_PERMITTED,
    /** What was written comes back changed. */
    INTEGRITY,
    /** The only peer that may be asked does not give it. */
    SOURCE_REFUSED,
    /** Nobody who holds it was there for as long as the download was to wait. */
    NO_SOURCE,
    /** Whoever reads the output went away. */
    OUTPUT_CLOSED,
    /** A mistake in the program. */
    INTERNAL
}
