package dev.fileswarm.agent.tracker;

import java.io.IOException;

/** A call to the tracker did not give what was asked for. The kinds tell what to do about it. */
public abstract sealed class TrackerException extends IOException
        permits TrackerProblemException,
                TrackerUnreachableException,
                TrackerUntrustedException,
                UnreadableAnswerException {
    private static final long serialVersionUID = 1;

    TrackerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the tracker is away or not ready, so that the same call may well succeed later. */
    public boolean isPassing() {
        return false;
    }
}
