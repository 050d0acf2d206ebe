package dev.fileswarm.tracker.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Turns whatever ends a request into a problem; the one place that logs a request's failure. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** Null where nobody can be answered any more. */
    @ExceptionHandler
    ResponseEntity<Problem> answer(Exception failure, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted() || failure instanceof AsyncRequestNotUsableException) return null;
        ProblemException problem = Classifier.classify(failure);
        log(failure, problem, request);
        HttpHeaders headers = failure instanceof ErrorResponse known ? known.getHeaders() : HttpHeaders.EMPTY;
        return Problem.answer(problem, request.getRequestURI(), headers);
    }

    private static void log(Exception failure, ProblemException problem, HttpServletRequest request) {
        switch (problem.code()) {
            case INTERNAL -> LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
            case STORE_UNAVAILABLE ->
                LOG.warn(
                        "The store does not answer {} {} ({})",
                        request.getMethod(),
                        request.getRequestURI(),
                        failure.getClass().getSimpleName());
            default -> LOG.debug("{} {}: {}", request.getMethod(), request.getRequestURI(), problem.code());
        }
    }
}
