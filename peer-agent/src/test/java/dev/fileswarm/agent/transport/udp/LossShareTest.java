package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossShareTest {
    private final LossShare loss = new LossShare();

    @Test
    void begins_with_none() {
        loss.acked(0, 0);
        assertThat(loss.share()).isZero();
    }

    @Test
    void comes_to_what_is_lost_all_the_time() {
        for (int i = 0; i < 1_000; i++) loss.acked(97_000, 3_000);
        assertThat(loss.share()).isCloseTo(0.03, within(1e-6));
    }

    @Test
    void one_lost_packet_is_a_small_part_of_what_it_goes_by() {
        loss.acked(0, 1_472);
        assertThat(loss.share()).isLessThan(0.001);
    }

    @Test
    void forgets_what_was_lost_once() {
        loss.acked(0, 1_000_000);
        assertThat(loss.share()).isGreaterThan(0.3);
        for (int i = 0; i < 100; i++) loss.acked(100_000, 0);
        assertThat(loss.share()).isLessThan(0.01);
    }
}
