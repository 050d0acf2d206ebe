package dev.fileswarm.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void knows_no_rate_before_any_time_has_passed() {
        assertThat(new RateMeter(2, 0).bytesPerSecond()).isZero();
    }

    @Test
    void is_right_from_the_first_bytes_on() {
        RateMeter meter = new RateMeter(2, 0);
        meter.add(1_000, SECOND / 10);

        assertThat(meter.bytesPerSecond()).isCloseTo(10_000, within(300.0));
    }

    @Test
    void follows_a_change_within_a_few_memories() {
        RateMeter meter = new RateMeter(1, 0);
        for (int i = 1; i <= 50; i++) meter.add(100, i * SECOND / 10);
        assertThat(meter.bytesPerSecond()).isCloseTo(1_000, within(60.0));

        for (int i = 51; i <= 100; i++) meter.add(500, i * SECOND / 10);
        assertThat(meter.bytesPerSecond()).isCloseTo(5_000, within(300.0));
    }

    @Test
    void fades_in_silence_but_not_in_time_left_out_of_account() {
        RateMeter silent = new RateMeter(1, 0);
        RateMeter idle = new RateMeter(1, 0);
        for (RateMeter meter : new RateMeter[] {silent, idle}) meter.add(1_000, SECOND);
        silent.passTo(10 * SECOND);
        idle.skipTo(10 * SECOND);

        assertThat(silent.bytesPerSecond()).isLessThan(1);
        assertThat(idle.bytesPerSecond()).isGreaterThan(900);
    }
}
