package dev.fileswarm.tracker;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The tracker: knows who has what and who is here. {@link TrackerMain} starts it. */
@SpringBootApplication
@EnableScheduling
public class TrackerApplication {
    /** Milliseconds, as the store keeps them: a time read back is the time that was written. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
