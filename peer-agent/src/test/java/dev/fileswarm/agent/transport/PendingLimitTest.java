package dev.fileswarm.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PendingLimitTest {
    @Test
    void theOldestGivesWayWhenThereAreTooMany() {
        PendingLimit limit = new PendingLimit(2);
        AutoCloseable first = () -> {};
        AutoCloseable second = () -> {};
        AutoCloseable third = () -> {};
        assertThat(limit.begin(first)).isNull();
        assertThat(limit.begin(second)).isNull();
        assertThat(limit.begin(third)).isSameAs(first);
        assertThat(limit.size()).isEqualTo(2);
        assertThat(limit.end(first)).isFalse();
        assertThat(limit.end(second)).isTrue();
        assertThat(limit.begin(first)).isNull();
    }
}
