package dev.fileswarm.tracker.swarm;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SwarmConfiguration {
    @Bean
    MeterBinder swarmMetrics(HoldingStore holdings) {
        return (MeterRegistry registry) -> Gauge.builder("fileswarm.holdings", () -> count(holdings))
                .description("What peers hold, online or not; one for each peer and content")
                .register(registry);
    }

    private static Number count(HoldingStore holdings) {
        try {
            return holdings.estimatedCount();
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }
}
