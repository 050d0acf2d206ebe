package dev.fileswarm.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueDepthTest {
    private static final double NO_LATENCY = 0;

    @Test
    void begins_with_two_mebibytes() {
        assertThat(new QueueDepth().bytes(0, 0, NO_LATENCY)).isEqualTo(2 << 20);
    }

    @Test
    void follows_the_rate_down_to_four_blocks() {
        QueueDepth depth = new QueueDepth();
        depth.arrived(1);

        assertThat(depth.bytes(1 << 20, 0, NO_LATENCY)).isEqualTo(512 << 10);
        assertThat(depth.bytes(10, 0, NO_LATENCY)).isEqualTo(64 << 10);
    }

    @Test
    void may_double_while_one_depth_of_bytes_arrives_and_no_faster() {
        QueueDepth depth = new QueueDepth();
        double fast = 1e9;
        depth.arrived(2 << 20);
        assertThat(depth.bytes(fast, 0, NO_LATENCY)).isEqualTo(4 << 20);

        depth.arrived(4 << 20);
        assertThat(depth.bytes(fast, 0, NO_LATENCY)).isEqualTo(8 << 20);
    }

    @Test
    void never_exceeds_its_bound() {
        QueueDepth depth = new QueueDepth();
        for (int i = 0; i < 100; i++) depth.arrived(10 << 20);

        assertThat(depth.bytes(1e12, 0, 1)).isEqualTo(32 << 20);
    }

    @Test
    void covers_bandwidth_times_delay() {
        QueueDepth depth = new QueueDepth();
        for (int i = 0; i < 10; i++) depth.arrived(10 << 20);
        double bytesPerSecond = 10 << 20;

        assertThat(depth.bytes(bytesPerSecond, 0, 0.3)).isGreaterThan((long) (bytesPerSecond * 0.6));
    }

    @Test
    void what_comes_at_present_counts_for_the_delay_where_it_is_more() {
        QueueDepth depth = new QueueDepth();
        for (int i = 0; i < 10; i++) depth.arrived(10 << 20);
        double mean = 1 << 20;
        double present = 10 << 20;

        assertThat(depth.bytes(mean, present, 0.2)).isEqualTo((long) (0.5 * mean + 0.4 * present));
        assertThat(depth.bytes(mean, mean / 2, 0.2)).isEqualTo((long) (0.9 * mean));
        assertThat(depth.bytes(mean, present, NO_LATENCY)).isEqualTo((long) (0.5 * mean));
    }

    @Test
    void begins_again_from_little_after_a_stall() {
        QueueDepth depth = new QueueDepth();
        depth.arrived(20 << 20);
        depth.shrink();
        assertThat(depth.bytes(1e9, 0, NO_LATENCY)).isEqualTo(64 << 10);

        depth.arrived(64 << 10);
        assertThat(depth.bytes(1e9, 0, NO_LATENCY)).isEqualTo(128 << 10);
    }

    @Test
    void a_run_is_an_eighth_of_the_depth_within_four_to_sixty_four_blocks() {
        QueueDepth depth = new QueueDepth();
        depth.arrived(1);
        assertThat(depth.runBlocks(2 << 20)).isEqualTo(16);
        assertThat(depth.runBlocks(64 << 10)).isEqualTo(4);
        assertThat(depth.runBlocks(32 << 20)).isEqualTo(64);
    }

    @Test
    void the_first_runs_are_short() {
        assertThat(new QueueDepth().runBlocks(2 << 20)).isEqualTo(4);
    }
}
