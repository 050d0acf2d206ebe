package dev.fileswarm.tracker.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Whether the store answers, and whether the tracker's clock agrees with the store's: leases are written by one tracker
 * and judged by others, so a tracker whose clock is off is not ready. Its name among the health components is "store".
 */
@Component("store")
class StoreHealth implements HealthIndicator {
    static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(2);

    private final MongoOperations mongo;
    private final Clock clock;

    StoreHealth(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            Instant before = clock.instant();
            // The old spelling of "hello": every server knows it, and the embedded store nothing else.
            Document answer = mongo.executeCommand(new Document("isMaster", 1));
            Instant after = clock.instant();
            return Optional.ofNullable(answer.get("localTime", Date.class))
                    .map(time -> judge(before, time.toInstant(), after))
                    .orElseGet(() -> Health.up().build());
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail("reason", "the store does not answer")
                    .withDetail("failure", e.getClass().getSimpleName())
                    .build();
        }
    }

    /** The store's time was read somewhere between the two, so only what lies outside of both counts as skew. */
    private static Health judge(Instant before, Instant store, Instant after) {
        Duration skew = store.isBefore(before)
                ? Duration.between(before, store)
                : store.isAfter(after) ? Duration.between(after, store) : Duration.ZERO;
        Health.Builder health = skew.abs().compareTo(MAX_CLOCK_SKEW) > 0
                ? Health.outOfService()
                        .withDetail("reason", "this machine's clock and the store's differ; is NTP running?")
                : Health.up();
        return health.withDetail("clockSkewMillis", skew.toMillis()).build();
    }
}
