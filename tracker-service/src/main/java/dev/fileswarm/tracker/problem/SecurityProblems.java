package dev.fileswarm.tracker.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Answers what Spring Security refuses, through the same advice as everything else. */
@Component
public class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final HandlerExceptionResolver problems;
    private final RequestMappingHandlerMapping paths;

    SecurityProblems(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping paths) {
        this.problems = problems;
        this.paths = paths;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        boolean hasToken = request.getHeader("Authorization") != null;
        problems.resolveException(request, response, null, hasToken ? failure : strangers(request));
    }

    /** A stranger at a path that does not exist is better told so than sent away for a token. */
    private Exception strangers(HttpServletRequest request) {
        try {
            return paths.getHandler(request) == null
                    ? new NoHandlerFoundException(request.getMethod(), request.getRequestURI(), HttpHeaders.EMPTY)
                    : ProblemException.notSignedIn();
        } catch (Exception mismatch) {
            return mismatch;
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure) {
        problems.resolveException(request, response, null, failure);
    }
}
