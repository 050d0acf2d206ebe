package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.daemon.FetchReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads of a download that has ended. */
class FetchLinesTest {
    private static String line(long bytes, double seconds) {
        return FetchLines.of(
                "a.bin", new FetchReport("id", "/a.bin", true, 4, 4, 1 << 20, bytes, 0, seconds, 170, List.of(), null));
    }

    @Test
    void what_was_fetched_has_a_time_and_a_rate() {
        assertThat(line(1_000_000, 0.5)).isEqualTo("a.bin: 100 %, 1.0 MiB verified in 0.5 s (2.0 MB/s), last byte 170");
    }

    @Test
    void where_nothing_was_fetched_there_is_neither() {
        assertThat(line(0, 0.001)).isEqualTo("a.bin: 100 %, 1.0 MiB verified, last byte 170");
    }
}
