package dev.fileswarm.tracker.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fileswarm.tracker.problem.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Refuses what is too much with {@code too-many} and a Retry-After. Kept in this process: several trackers of one store
 * let through as many times as much, which is still a bound.
 */
@Component
public class Limits {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A bucket that nobody took from for a minute is full, so nothing is lost with it. */
    private static final Duration FORGOTTEN_AFTER = MINUTE.plusSeconds(1);

    private static final int MAX_KEYS = 100_000;

    /** A bucket takes one a nanosecond at most. */
    public static final long HIGHEST = 60_000_000_000L;

    /** A quota does not come back by waiting alone, so there is no hurry. */
    private static final Duration QUOTA_RETRY = Duration.ofMinutes(10);

    private final Map<Rate, Long> perMinute = new EnumMap<>(Rate.class);
    private final Map<Rate, Cache<String, Bucket>> buckets = new EnumMap<>(Rate.class);
    private final Map<Quota, Long> quotas = new EnumMap<>(Quota.class);

    Limits(Environment environment) {
        for (Rate rate : Rate.values()) {
            perMinute.put(rate, read(environment, rate, rate.usualPerMinute()));
            buckets.put(
                    rate,
                    Caffeine.newBuilder()
                            .maximumSize(MAX_KEYS)
                            .expireAfterAccess(FORGOTTEN_AFTER)
                            .build());
        }
        for (Quota quota : Quota.values()) quotas.put(quota, read(environment, quota, quota.usual()));
    }

    /** All there are, as options and properties spell them. */
    public static List<String> names() {
        return Stream.concat(Stream.of(Rate.values()), Stream.of(Quota.values()))
                .map(Limits::nameOf)
                .toList();
    }

    /** Such as {@code offers-per-peer}. */
    private static String nameOf(Enum<?> limit) {
        return limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param key whom it is counted for */
    public void take(Rate rate, String key) {
        take(rate, key, 1);
    }

    public void take(Rate rate, String key, long count) {
        long most = perMinute.get(rate);
        Bucket bucket = buckets.get(rate)
                .get(
                        key,
                        ignored -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(most).refillGreedy(most, MINUTE))
                                .withNanosecondPrecision()
                                .build());
        ConsumptionProbe taken = bucket.tryConsumeAndReturnRemaining(Math.min(count, most));
        if (taken.isConsumed()) return;
        Duration wait = Duration.ofNanos(taken.getNanosToWaitForRefill()).plusMillis(999);
        throw ProblemException.tooMany(
                "That is over the limit of " + most + " a minute (" + nameOf(rate) + "). Try again in "
                        + wait.toSeconds() + " s.",
                wait);
    }

    /** Refuses to add where there would be more than the quota. {@code present} counts what is there, if it must. */
    public void require(Quota quota, long added, LongSupplier present) {
        long most = quotas.get(quota);
        if (added <= 0 || present.getAsLong() + added <= most) return;
        throw ProblemException.tooMany(
                "There would be more than " + most + " (" + nameOf(quota) + "). Withdraw some first, or ask the"
                        + " tracker's operator for more.",
                QUOTA_RETRY);
    }

    private static long read(Environment environment, Enum<?> limit, long usual) {
        String property = "fileswarm.limits." + nameOf(limit);
        long most = environment.getProperty(property, Long.class, usual);
        if (most < 1 || most > HIGHEST)
            throw new IllegalStateException(property + " is " + most + ": it must be from 1 to " + HIGHEST + ".");
        return most;
    }
}
