package dev.fileswarm.agent.chat;

/** Something on a private link did not go; the message is for people. */
public final class ChatException extends Exception {
    private static final long serialVersionUID = 1;

    /** What was wrong. */
    public enum Reason {
        NONE_OPEN,
        ALREADY_OPEN,
        /** The other side does not want it. */
        REFUSED,
        /** The other side did not answer in time. */
        UNCONFIRMED,
        /** The link was lost meanwhile. */
        BROKE
    }

    private final Reason reason;

    ChatException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
