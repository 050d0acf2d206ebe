package dev.fileswarm.tracker.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The body of every answer that is an error (RFC 9457).
 *
 * @param instance the path that was asked for
 * @param code what went wrong, stable: programs decide by it
 * @param errors the values that are wrong, where it is about values
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        URI type, String title, int status, String detail, String instance, String code, List<FieldProblem> errors) {
    static ResponseEntity<Problem> answer(ProblemException problem, String instance, HttpHeaders headers) {
        ErrorCode code = problem.code();
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(code.status()).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryAfterSeconds() > 0)
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
        if (code.status() == HttpStatus.UNAUTHORIZED) answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        // What is still under way of the body would be taken for the next request.
        if (code == ErrorCode.TOO_SLOW) answer.header(HttpHeaders.CONNECTION, "close");
        return answer.body(new Problem(
                code.type(),
                code.title(),
                code.status().value(),
                problem.getMessage(),
                instance,
                code.code(),
                problem.errors().isEmpty() ? null : problem.errors()));
    }
}
