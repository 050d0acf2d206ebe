package dev.fileswarm.tracker.peer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class PeerConfiguration {
    /** Counted in the store when somebody asks: every tracker of a cluster says the same. */
    @Bean
    MeterBinder peersOnline(PeerStore peers, Clock clock) {
        return (MeterRegistry registry) -> Gauge.builder("fileswarm.peers.online", () -> count(peers, clock))
                .description("Peers whose lease has not ended")
                .register(registry);
    }

    private static double count(PeerStore peers, Clock clock) {
        try {
            return peers.countOnline(clock.instant());
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }
}
