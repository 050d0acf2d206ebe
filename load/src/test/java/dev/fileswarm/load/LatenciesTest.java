package dev.fileswarm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentiles_are_right_to_three_percent() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 1_000; millis++) latencies.add(millis * 1_000_000L);
        assertThat(latencies.count()).isEqualTo(1_000);
        assertThat(latencies.millisAt(0.5)).isCloseTo(500, Percentage.withPercentage(3.2));
        assertThat(latencies.millisAt(0.99)).isCloseTo(990, Percentage.withPercentage(3.2));
        assertThat(latencies.millisAt(1)).isCloseTo(1_000, Percentage.withPercentage(3.2));
    }

    @Test
    void a_process_tells_another_what_it_saw() {
        Latencies latencies = new Latencies();
        latencies.add(7_000);
        latencies.add(40_000_000_000L);
        Latencies read = Latencies.of(latencies.text());
        read.addAll(Latencies.of(latencies.text()));
        assertThat(read.count()).isEqualTo(4);
        assertThat(read.millisAt(0.5)).isCloseTo(0.007, within(1e-9));
        assertThat(read.millisAt(1)).isCloseTo(40_000, Percentage.withPercentage(3.2));
        assertThat(Latencies.of("").count()).isZero();
    }

    @Test
    void the_shares_of_the_mix_make_a_whole() {
        int[] counts = new int[Operation.values().length];
        for (int percent = 0; percent < 100; percent++)
            counts[Operation.ofMix(percent).ordinal()]++;
        for (Operation operation : Operation.values())
            assertThat(counts[operation.ordinal()]).as("%s", operation).isEqualTo(operation.share);
    }
}
