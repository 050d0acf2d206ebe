package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.daemon.AgentEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentReporterTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Surroundings surroundings = Surroundings.ofProcess()
            .with(new PrintStream(told, true), new PrintStream(told, true), null)
            .withoutProgress();
    private long nowNanos = 1;
    private final AgentReporter reporter = new AgentReporter(Output.of(surroundings, false, false), () -> nowNanos);

    /** Two seconds later. */
    private void progress(long bytes, String waitingFor) {
        nowNanos += TimeUnit.SECONDS.toNanos(2);
        reporter.on(new AgentEvent.Progress("waiting-for-sources", bytes, 100, 0, null, List.of(), waitingFor));
    }

    private List<String> told() {
        List<String> lines = told.toString().lines().toList();
        told.reset();
        return lines;
    }

    @Test
    void why_nothing_comes_is_told_once_for_each_change() {
        progress(0, "asking who holds it");
        progress(0, "asking who holds it");
        progress(0, "no source online; waiting");
        progress(0, "no source online; waiting");
        assertThat(told()).containsExactly("fileswarm: asking who holds it", "fileswarm: no source online; waiting");
    }

    @Test
    void a_link_that_brings_nothing_makes_no_news_of_what_is_waited_for() {
        progress(0, "no source online; waiting");
        progress(0, "no source online; waiting");
        told();
        for (int i = 0; i < 3; i++) {
            progress(0, null);
            reporter.on(new AgentEvent.Note("anna does not offer it"));
            progress(0, "no source online; waiting");
            progress(0, "no source online; waiting");
        }
        assertThat(told()).containsExactly("fileswarm: anna does not offer it");

        progress(50, null);
        progress(50, "no source online; waiting");
        progress(50, "no source online; waiting");
        reporter.on(new AgentEvent.Note("anna does not offer it"));
        assertThat(told())
                .as("something has come meanwhile")
                .containsExactly("fileswarm: no source online; waiting", "fileswarm: anna does not offer it");
    }
}
