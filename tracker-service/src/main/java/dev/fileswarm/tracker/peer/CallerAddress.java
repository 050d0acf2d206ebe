package dev.fileswarm.tracker.peer;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Where a request comes from: the connection's address, unless that is a trusted proxy's; then the last address in
 * {@code X-Forwarded-For} that is not one too. What stands before it in the header anybody could have written.
 */
@Component
class CallerAddress {
    private final List<Network> trustedProxies;

    CallerAddress(AccessSettings settings) {
        this.trustedProxies =
                settings.trustedProxies().stream().map(Network::parse).toList();
    }

    CallerHost of(HttpServletRequest request) {
        String nearest = request.getRemoteAddr();
        for (String hop : forwardedNearestFirst(request)) {
            if (!isTrusted(nearest)) break;
            if (!isAddress(hop)) break;
            nearest = hop;
        }
        return CallerHost.of(nearest);
    }

    private static List<String> forwardedNearestFirst(HttpServletRequest request) {
        List<String> hops = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .toList();
        return hops.reversed();
    }

    private boolean isTrusted(String address) {
        if (trustedProxies.isEmpty()) return false;
        InetAddress parsed = InetAddress.ofLiteral(address);
        return trustedProxies.stream().anyMatch(network -> network.contains(parsed));
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
