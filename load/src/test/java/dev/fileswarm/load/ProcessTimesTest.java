package dev.fileswarm.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessTimesTest {
    private final ProcessTimes times = new ProcessTimes();

    @Test
    void what_java_compiled_is_a_part_of_what_a_process_used() {
        times.watch("this", List.of(ProcessHandle.current().pid()));
        // Long enough for the kernel's clock, which counts hundredths of a second.
        long count = 0;
        while (times.compiling() == 0) count += List.of(count).hashCode();
        assertThat(times.compiling())
                .isPositive()
                .isLessThanOrEqualTo(times.now().get("this"));
    }

    @Test
    void nothing_is_compiled_by_a_process_that_is_not_there() {
        times.watch("nobody", List.of(Long.MAX_VALUE));
        assertThat(times.compiling()).isZero();
    }
}
