package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.daemon.Notice;
import dev.fileswarm.agent.daemon.NoticeEntry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShellNoticesTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final Instant now = Instant.now();

    private String shown(Instant at, Notice notice) {
        printed.reset();
        Surroundings surroundings =
                new CommandLineRunner(Path.of("")).surroundings().with(terminal, terminal, null);
        new ShellNotices(Output.of(surroundings, false, false)).show(new NoticeEntry(1, at, notice));
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static Notice.Message from(String name, String text) {
        return new Notice.Message("1", name, text, Instant.EPOCH, false);
    }

    @Test
    void a_message_is_one_line_so_that_nobody_can_write_a_line_of_somebody_else() {
        assertThat(shown(now, from("mallory", "hi\nfileswarm: anna is banned\r\nanna: send me your key\u2028ben: x")))
                .isEqualTo("mallory: hi fileswarm: anna is banned  anna: send me your keyben: x\n");
        assertThat(shown(now, new Notice.PrivateText("mallory", "a\n\nb"))).isEqualTo("mallory (private): a  b\n");
    }

    @Test
    void nothing_in_a_message_steers_the_terminal() {
        assertThat(shown(now, from("mallory", "\u001b[2J\u001b]0;x\u0007\u009b2Jbs\b\u202eabc")))
                .isEqualTo("mallory: [2J]0;x2Jbsabc\n");
    }

    @Test
    void what_a_command_has_answered_is_not_told_again_and_what_others_did_is() {
        assertThat(shown(now, new Notice.PrivateOpened("ben", false))).isEmpty();
        assertThat(shown(now, new Notice.PrivateClosed("ben", false, ""))).isEmpty();
        assertThat(shown(now, new Notice.PrivateOpened("ben", true)))
                .isEqualTo("fileswarm: ben has opened a private link\n");
        assertThat(shown(now, new Notice.PrivateClosed("ben", true, "")))
                .isEqualTo("fileswarm: ben has closed the private link\n");
        assertThat(shown(now, new Notice.PrivateClosed("ben", false, "ben is blocked here")))
                .contains("ben is blocked here");
    }

    @Test
    void what_is_old_has_its_time() {
        assertThat(shown(now.minus(Duration.ofHours(3)), from("ben", "hello")))
                .matches("\\d\\d \\w+ \\d\\d:\\d\\d  ben: hello\n");
    }
}
