package dev.fileswarm.agent.tracker;

/** An answer that no tracker of a known version gives: something else listens there, or the versions do not fit. */
public final class UnreadableAnswerException extends TrackerException {
    private static final long serialVersionUID = 1;

    UnreadableAnswerException(TrackerAddress address, String what, Throwable cause) {
        super("the answer from " + address.url() + " is not a tracker's: " + what, cause);
    }
}
