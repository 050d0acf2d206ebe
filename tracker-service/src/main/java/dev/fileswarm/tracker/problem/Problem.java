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
    static Problem of(ErrorCode code, String detail, List<FieldProblem> errors, String instance) {
        return new Problem(
                code.type(),
                code.title(),
                code.status().value(),
                detail,
                instance,
                code.code(),
                errors.isEmpty() ? null : errors);
    }

    ResponseEntity<Problem> answer(HttpHeaders headers) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.valueOf(status))
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) answer.header(HttpHeaders.RETRY_AFTER, "2");
        if (status == HttpStatus.UNAUTHORIZED.value()) answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return answer.body(this);
    }
}
