package dev.fileswarm.tracker.problem;

import java.time.Duration;
import java.util.List;

/** Ends a request with a problem. The detail is for the person who sent the request: what, why, and what to try. */
public class ProblemException extends RuntimeException {
    private static final long STORE_RETRY_SECONDS = 2;

    private final ErrorCode code;
    private final transient List<FieldProblem> errors;
    private final long retryAfterSeconds;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public ProblemException(ErrorCode code, String detail, List<FieldProblem> errors) {
        this(code, detail, errors, 0);
    }

    private ProblemException(ErrorCode code, String detail, List<FieldProblem> errors, long retryAfterSeconds) {
        super(detail);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static ProblemException tooMany(String detail, Duration retryAfter) {
        return new ProblemException(ErrorCode.TOO_MANY, detail, List.of(), Math.max(1, retryAfter.toSeconds()));
    }

    static ProblemException storeDown() {
        return new ProblemException(
                ErrorCode.STORE_UNAVAILABLE,
                "The tracker cannot reach its store right now. Repeat the request soon.",
                List.of(),
                STORE_RETRY_SECONDS);
    }

    public static ProblemException notSignedIn() {
        return new ProblemException(
                ErrorCode.NOT_SIGNED_IN, "Sign in, and send the token as 'Authorization: Bearer TOKEN'.");
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldProblem> errors() {
        return errors;
    }

    /** What the answer's Retry-After says; 0 for none. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
