package dev.fileswarm.tracker.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;

/**
 * Answers requests that are so broken that they reach no servlet (a bad request line, a header too long). Public with a
 * public constructor because Tomcat makes it by its class name.
 */
public class ProblemReportValve extends ErrorReportValve {
    private static final int HEADERS_TOO_LARGE = 431;

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
        ProblemException problem = Classifier.ofStatus(isHeadTooLarge(request) ? HEADERS_TOO_LARGE : status);
        if (!response.isCommitted()) response.setStatus(problem.code().status().value());
        // Nothing here comes from the request, so nothing needs escaping.
        String body = "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
                .formatted(
                        problem.code().type(),
                        problem.code().title(),
                        problem.code().status().value(),
                        problem.getMessage(),
                        problem.code().code());
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The connection is gone: there is nobody to tell.
        }
    }

    /** Tomcat answers 400 to all that it cannot read; where its buffer for the head is full, that is why. */
    private static boolean isHeadTooLarge(Request request) {
        if (request.getContext() != null
                || !(request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http)
                || !(request.getCoyoteRequest().getInputBuffer() instanceof Http11InputBuffer input)) return false;
        return input.getHeaderByteBuffer().limit() >= http.getMaxHttpRequestHeaderSize()
                || request.getCoyoteRequest().getMimeHeaders().size() >= http.getMaxHeaderCount();
    }
}
