package dev.fileswarm.agent.daemon;

/** Something that was asked of the agent failed: what happened, why, and what to try, fit to be shown to a person. */
public class AgentException extends Exception {
    /** What kind of failure it is; decides a command's exit status. */
    public enum Kind {
        FAILED,
        USAGE,
        NOT_FOUND,
        NOT_ALLOWED,
        NO_PEERS,
        INTEGRITY
    }

    private final Kind kind;
    private final String code;
    private final String advice;

    /**
     * @param code a stable word for programs, such as {@code file-not-found}
     * @param advice what to try; empty where there is nothing to try
     */
    public AgentException(Kind kind, String code, String message, String advice) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.advice = advice;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String advice() {
        return advice;
    }
}
