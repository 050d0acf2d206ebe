package dev.fileswarm.agent.tracker;

/** Whoever answers at the tracker's address is not shown to be the tracker: stop, and tell a person. */
public final class TrackerUntrustedException extends TrackerException {
    private static final long serialVersionUID = 1;

    TrackerUntrustedException(String message, Throwable cause) {
        super(message, cause);
    }
}
