package dev.fileswarm.tracker.content;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ContentConfiguration {
    @Bean
    MeterBinder contentMetrics(ContentStore contents) {
        return (MeterRegistry registry) -> Gauge.builder("fileswarm.contents", () -> count(contents))
                .description("Contents that somebody offers or holds")
                .register(registry);
    }

    private static Number count(ContentStore contents) {
        try {
            return contents.estimatedCount();
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }
}
