package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static LoggingEvent warning(String message, Throwable cause) {
        Logger logger = new LoggerContext().getLogger("dev.fileswarm.agent.download");
        return new LoggingEvent("", logger, Level.WARN, message, cause, null);
    }

    @Test
    void with_json_what_is_logged_is_a_line_of_json_like_any_other_warning() {
        assertThat(LogLines.line(warning("mallory is blamed: \"bad\"\nblock", null), true))
                .isEqualTo("{\"type\":\"warning\",\"message\":\"mallory is blamed: \\\"bad\\\"\\nblock\"}");
        assertThat(LogLines.line(warning("it broke", new IOException("off")), true))
                .isEqualTo("{\"type\":\"warning\",\"message\":\"it broke (java.io.IOException: off)\"}");
    }

    @Test
    void without_it_is_one_line_for_people_that_cannot_move_the_terminal() {
        assertThat(LogLines.line(warning("mallory\u001b[2J\nis blamed", null), false))
                .matches("\\d\\d:\\d\\d:\\d\\d WARN  mallory\\[2J is blamed");
    }

    @Test
    void what_goes_to_stderr_is_written_so() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLinesTest.class.getResource("/logback.xml"));
        assertThat(context.getLogger("ROOT").getAppender("STDERR"))
                .isInstanceOfSatisfying(
                        ConsoleAppender.class,
                        stderr -> assertThat(stderr.getEncoder()).isInstanceOf(LogLines.class));
        context.stop();
    }
}
