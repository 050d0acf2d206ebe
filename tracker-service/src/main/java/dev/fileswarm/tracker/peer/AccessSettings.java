package dev.fileswarm.tracker.peer;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may join, and whose word on addresses counts.
 *
 * @param open strangers may read, and anybody may register
 * @param trustedProxies the networks whose forwarded headers count, as CIDR
 */
@ConfigurationProperties("fileswarm.access")
public record AccessSettings(boolean open, List<String> trustedProxies) {
    public AccessSettings {
        trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
    }
}
