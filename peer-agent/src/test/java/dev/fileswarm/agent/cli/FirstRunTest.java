package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.tracker.FakeTracker;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstRunTest {
    @TempDir
    Path folder;

    @Test
    void a_person_is_asked_for_tracker_and_name_and_the_command_goes_on() throws IOException {
        try (FakeTracker tracker = FakeTracker.start()) {
            CommandLineRunner fileswarm =
                    new CommandLineRunner(folder).onTerminal().typing(tracker.url() + "\nno name\nanna\n");

            var ran = fileswarm.run("update", "--tcp-port", "7001");

            assertThat(ran.err())
                    .contains("Which tracker?")
                    .contains("Under which name?")
                    .contains("cannot be a name");
            assertThat(ran.out()).contains("registered as anna").contains("others reach anna");
            assertThat(ran.status()).isZero();
        }
    }

    @Test
    void a_person_who_gives_nothing_gets_the_error() throws IOException {
        try (FakeTracker tracker = FakeTracker.start()) {
            CommandLineRunner fileswarm = new CommandLineRunner(folder)
                    .with("FILESWARM_TRACKER", tracker.url())
                    .onTerminal()
                    .typing("\n");

            var ran = fileswarm.run("update", "--tcp-port", "7001");

            assertThat(ran.err()).doesNotContain("Which tracker?").contains("fileswarm register NAME");
            assertThat(ran.status()).isEqualTo(4);
        }
    }

    @Test
    void without_a_terminal_or_for_a_program_nobody_is_asked() throws IOException {
        try (FakeTracker tracker = FakeTracker.start()) {
            CommandLineRunner fileswarm = new CommandLineRunner(folder)
                    .with("FILESWARM_TRACKER", tracker.url())
                    .typing("anna\n");

            assertThat(fileswarm.run("update", "--tcp-port", "7001").err())
                    .doesNotContain("Under which name?")
                    .contains("try: fileswarm register NAME");
            assertThat(fileswarm
                            .onTerminal()
                            .run("update", "--tcp-port", "7001", "--json")
                            .err())
                    .doesNotContain("Under which name?");
        }
    }

    @Test
    void a_word_of_an_older_program_is_answered_with_what_it_is_here() {
        var ran = new CommandLineRunner(folder).run("whoelse");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("older program").contains("fileswarm who");
    }
}
