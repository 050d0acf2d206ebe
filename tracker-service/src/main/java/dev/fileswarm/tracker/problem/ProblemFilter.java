package dev.fileswarm.tracker.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Outermost filter: failures in other filters (reading a token while the store is down, say) become the same problems
 * that failures in controllers become. Bodies are bounded here too, before anybody reads them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ProblemFilter extends OncePerRequestFilter {
    private final HandlerExceptionResolver problems;
    private final Duration bodyTime;

    ProblemFilter(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            @Value("${fileswarm.limits.body-time}") Duration bodyTime) {
        this.problems = problems;
        this.bodyTime = bodyTime;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(BoundedBody.around(request, bodyTime), response);
        } catch (ServletException | RuntimeException failure) {
            Exception cause = failure instanceof ServletException && failure.getCause() instanceof Exception inner
                    ? inner
                    : failure;
            if (problems.resolveException(request, response, null, cause) == null) throw failure;
        }
    }
}
