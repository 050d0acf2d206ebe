package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReconnectLimitTest {
    private long nowNanos = Long.MAX_VALUE - 1_000; // a clock may pass its end
    private final ReconnectLimit limit = new ReconnectLimit(new Clock() {
        @Override
        public long nanos() {
            return nowNanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    });

    @Test
    void who_comes_too_often_is_held_to_a_rate_and_nobody_else_is() {
        for (int i = 0; i < ReconnectLimit.BURST; i++)
            assertThat(limit.isTooOften(key(1))).isFalse();
        assertThat(limit.isTooOften(key(1))).isTrue();
        assertThat(limit.isTooOften(key(2))).isFalse();
        nowNanos += ReconnectLimit.EACH_NANOS;
        assertThat(limit.isTooOften(key(1))).isFalse();
        assertThat(limit.isTooOften(key(1))).isTrue();
        nowNanos += ReconnectLimit.EACH_NANOS * ReconnectLimit.BURST;
        for (int i = 0; i < ReconnectLimit.BURST; i++)
            assertThat(limit.isTooOften(key(1))).isFalse();
        assertThat(limit.isTooOften(key(1))).isTrue();
    }

    @Test
    void a_thousand_keys_are_remembered_and_no_more() {
        for (int i = 0; i < ReconnectLimit.BURST; i++) limit.isTooOften(key(0));
        for (int i = 1; i <= ReconnectLimit.MAX_KEYS; i++) limit.isTooOften(key(i));
        assertThat(limit.isTooOften(key(0))).isFalse();
    }

    private static PeerKey key(int number) {
        byte[] bytes = new byte[PeerKey.BYTES];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return PeerKey.of(bytes);
    }
}
