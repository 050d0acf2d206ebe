package dev.fileswarm.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private final RateLimit limit = new RateLimit();

    /** One that always wants more, and wakes late now and then. */
    private static final class Eager {
        long atNanos;
        long bytes;
    }

    /** Lets so many always want more for ten seconds. */
    private Eager[] run(int count, long seed) {
        Random random = new Random(seed);
        Eager[] all = new Eager[count];
        for (int i = 0; i < count; i++) all[i] = new Eager();
        while (true) {
            Eager next = Arrays.stream(all)
                    .min((one, other) -> Long.compare(one.atNanos, other.atNanos))
                    .orElseThrow();
            if (next.atNanos >= 10 * SECOND) return all;
            int turn = limit.turnBytes();
            long dueNanos = Math.max(next.atNanos, limit.reserve(turn, next.atNanos));
            if (dueNanos < 10 * SECOND) next.bytes += turn;
            next.atNanos = dueNanos + random.nextInt(8_000_000); // moving it, and waking up
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {64_000, 1_000_000, 10_000_000, 125_000_000})
    void holds_within_three_percent_over_ten_seconds(long rate) {
        limit.bytesPerSecond(rate);

        long moved = Arrays.stream(run(rate > 50_000_000 ? 40 : 4, 1))
                .mapToLong(one -> one.bytes)
                .sum();

        assertThat(moved).isCloseTo(10 * rate, Percentage.withPercentage(3));
    }

    @Test
    void those_who_always_want_more_get_the_same() {
        limit.bytesPerSecond(2_000_000);

        Eager[] all = run(8, 2);

        for (Eager one : all) assertThat(one.bytes).isCloseTo(2_500_000, Percentage.withPercentage(5));
    }

    @Test
    void nothing_waits_where_there_is_no_limit() {
        assertThat(limit.reserve(1 << 30, 5)).isEqualTo(5);
        assertThat(limit.reserve(1 << 30, 6)).isEqualTo(6);
        assertThat(limit.turnBytes()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void what_was_not_used_for_long_is_not_made_good() {
        limit.bytesPerSecond(1_000);
        limit.reserve(10, 0);

        long due = 0;
        for (int i = 0; i < 1_000; i++) due = limit.reserve(1, 100 * SECOND);

        assertThat(due - 100 * SECOND).isCloseTo(SECOND - RateLimit.CATCH_UP_NANOS, within(2_000_000L));
    }

    @Test
    void a_change_holds_from_then_on() {
        limit.bytesPerSecond(1_000);
        limit.reserve(100, 0);
        limit.bytesPerSecond(10_000);
        limit.reserve(1_000, 0);

        assertThat(limit.reserve(1, 0)).isEqualTo(200_000_000L);

        limit.bytesPerSecond(RateLimit.OFF);

        assertThat(limit.reserve(1, 7)).isEqualTo(7);
    }

    @Test
    void less_than_nothing_is_no_limit() {
        assertThatThrownBy(() -> limit.bytesPerSecond(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
