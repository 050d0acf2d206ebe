package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LaneChoiceTest {
    private static final long MILLI = 1_000_000L;

    private final LaneChoice choice = new LaneChoice(OptionalLong.empty());
    private long nowNanos;

    private void comes(boolean onLane, int bytesPerMilli, int millis) {
        for (int i = 0; i < millis; i += 10) {
            nowNanos += 10 * MILLI;
            choice.came(onLane, 10 * bytesPerMilli, nowNanos);
        }
    }

    @Test
    void a_transfer_that_is_over_within_three_seconds_never_asks_for_a_lane() {
        comes(false, 100, 2_900);
        assertThat(choice.wantsLane()).isFalse();
        comes(false, 100, 200);
        assertThat(choice.wantsLane()).isTrue();
    }

    @Test
    void a_lane_that_is_faster_is_kept() {
        comes(false, 100, 3_200);
        choice.saw(50 * MILLI);
        comes(true, 150, 10_000);
        assertThat(choice.wantsLane()).isTrue();
    }

    @Test
    void a_lane_that_brings_hardly_more_is_not() {
        comes(false, 100, 3_200);
        choice.saw(50 * MILLI);
        comes(true, 105, 2_900);
        assertThat(choice.wantsLane()).isTrue();
        comes(true, 105, 200);
        assertThat(choice.wantsLane()).isFalse();
    }

    @Test
    void what_still_comes_over_tcp_while_the_lane_is_tried_does_not_count() {
        comes(false, 100, 3_200);
        choice.saw(50 * MILLI);
        for (int i = 0; i < 500; i++) {
            comes(true, 150, 10);
            comes(false, 1_000, 10);
        }
        assertThat(choice.wantsLane()).as("75 a millisecond").isFalse();
    }

    @Test
    void where_tcp_is_as_fast_as_a_lane_can_be_none_is_tried() {
        comes(false, 70_000, 3_200);
        assertThat(choice.wantsLane()).isFalse();
    }

    @Test
    void a_link_that_came_about_at_once_is_too_short_for_a_lane() {
        LaneChoice near = new LaneChoice(OptionalLong.of(MILLI / 10));
        for (long now = 0; now < 4_000 * MILLI; now += MILLI) near.came(false, 1, now);
        assertThat(near.wantsLane()).isFalse();
    }

    @Test
    void a_link_that_only_seemed_long_goes_back_to_tcp() {
        comes(false, 100, 3_200);
        choice.saw(20 * MILLI);
        comes(true, 150, 10_000);
        assertThat(choice.wantsLane()).isTrue();
        choice.saw(MILLI);
        assertThat(choice.wantsLane()).isFalse();
    }

    @Test
    void on_a_short_link_and_without_a_lane_it_is_tcp() {
        comes(false, 100, 3_200);
        choice.saw(MILLI);
        assertThat(choice.wantsLane()).isFalse();
        LaneChoice other = new LaneChoice(OptionalLong.of(50 * MILLI));
        for (long now = 0; now < 4_000 * MILLI; now += MILLI) other.came(false, 1, now);
        assertThat(other.wantsLane()).isTrue();
        other.lost();
        assertThat(other.wantsLane()).isFalse();
    }
}
