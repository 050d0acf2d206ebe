package dev.fileswarm.tracker.problem;

import java.util.List;

/** Ends a request with a problem. The detail is for the person who sent the request: what, why, and what to try. */
public class ProblemException extends RuntimeException {
    private final ErrorCode code;
    private final transient List<FieldProblem> errors;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public ProblemException(ErrorCode code, String detail, List<FieldProblem> errors) {
        super(detail);
        this.code = code;
        this.errors = List.copyOf(errors);
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
}
