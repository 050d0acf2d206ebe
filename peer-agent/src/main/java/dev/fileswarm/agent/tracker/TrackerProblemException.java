package dev.fileswarm.agent.tracker;

import java.util.List;

/** The tracker refused, and said why (RFC 9457). {@link #code} is stable; see {@link ProblemCode}. */
public final class TrackerProblemException extends TrackerException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;
    private final long retryAfterMillis;

    /** One value that the tracker refused. */
    public record FieldError(String field, String message) {}

    TrackerProblemException(int status, String code, String detail, List<FieldError> errors, long retryAfterMillis) {
        super(detail, null);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfterMillis = retryAfterMillis;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Which problem it is, such as {@code name-taken}. */
    public String code() {
        return code;
    }

    public boolean is(String otherCode) {
        return code.equals(otherCode);
    }

    /** What happened, in the tracker's words. */
    public String detail() {
        return getMessage();
    }

    /** The values that were refused; empty where it is not about values. */
    public List<FieldError> errors() {
        return errors;
    }

    /** How long the tracker asked to wait; 0 where it did not. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** Whether the token is no good any more, so that signing in again helps. */
    public boolean isTokenEnded() {
        return status == 401;
    }

    @Override
    public boolean isPassing() {
        return status == 429 || status >= 500;
    }
}
