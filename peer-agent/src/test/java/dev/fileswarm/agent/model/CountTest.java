package dev.fileswarm.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {
    @ParameterizedTest
    @CsvSource({"0, 0 links", "1, 1 link", "2, 2 links", "21, 21 links"})
    void one_alone_has_no_s(long count, String said) {
        assertThat(Count.of(count, "link")).isEqualTo(said);
    }
}
