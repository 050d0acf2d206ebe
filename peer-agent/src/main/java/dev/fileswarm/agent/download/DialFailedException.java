package dev.fileswarm.agent.download;

/** A source could not be reached. The message says why, for people. */
public final class DialFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether trying again can help. */
    public enum Kind {
        /** No answer, no room, too slow: later it may work. */
        UNREACHABLE,
        /** The peer has blocked this one, or is blocked here. */
        BLOCKED,
        /** It is not who it says it is, or speaks no common version: asking again does not help. */
        REFUSED
    }

    private final Kind kind;

    public DialFailedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
