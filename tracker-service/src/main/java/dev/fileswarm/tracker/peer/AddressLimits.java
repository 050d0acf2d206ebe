package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.limit.Limits;
import dev.fileswarm.tracker.limit.Rate;
import dev.fileswarm.tracker.problem.WatchedBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts requests and the bytes of their bodies for the address that they come from, before a token is looked up. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class AddressLimits extends OncePerRequestFilter {
    private final CallerAddress addresses;
    private final Limits limits;

    AddressLimits(CallerAddress addresses, Limits limits) {
        this.addresses = addresses;
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String network = addresses.of(request).network();
        limits.take(Rate.REQUESTS_PER_ADDRESS, network);
        chain.doFilter(
                new WatchedBody(request) {
                    @Override
                    protected void came(int bytes) {
                        limits.take(Rate.BODY_BYTES_PER_ADDRESS, network, bytes);
                    }
                },
                response);
    }
}
