package dev.fileswarm.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
    private final RecordingHost host = new RecordingHost();

    private ScriptedConsole pipe(String... lines) {
        return new ScriptedConsole(false, lines);
    }

    private ScriptedConsole terminal(String... lines) {
        return new ScriptedConsole(true, lines);
    }

    private int run(ScriptedConsole console) {
        return new Shell(console, host).run();
    }

    @Test
    void commands_run_in_any_letter_case_with_or_without_the_programs_name() {
        run(pipe("LIST", "fileswarm who bob", "  get \"my film.mkv\"  "));

        assertThat(host.ran).containsExactly(List.of("list"), List.of("who", "bob"), List.of("get", "my film.mkv"));
    }

    @Test
    void text_is_the_rest_of_the_line_quotes_and_all() {
        run(pipe(
                "message bob don't say \"hi\"  twice",
                "broadcast 'tis late",
                "private bob -x is an option",
                "PRIVATE SAY bob a  b",
                "private start bob"));

        assertThat(host.ran)
                .containsExactly(
                        List.of("message", "bob", "don't say \"hi\"  twice"),
                        List.of("broadcast", "'tis late"),
                        List.of("private", "bob", "--", "-x is an option"),
                        List.of("private", "SAY", "bob", "a  b"),
                        List.of("private", "start", "bob"));
    }

    @Test
    void what_is_missing_is_asked_for() {
        ScriptedConsole console = pipe("download", "big.iso", "copy.iso", "get", "-odd name", "", "list");
        run(console);

        assertThat(console.asked).containsExactly("Which file?", "Which new name?", "Which file?", "Which new name?");
        assertThat(host.ran)
                .containsExactly(
                        List.of("get", "big.iso", "-o=copy.iso"), List.of("get", "--", "-odd name"), List.of("list"));
    }

    @Test
    void an_answer_may_leave_something_else_to_ask_for() {
        ScriptedConsole console = terminal("message", "bob", "-- hi", "message", "bob", "", "list");
        run(console);

        assertThat(console.asked).containsExactly("Whom?", "Which text?", "Whom?", "Which text?");
        assertThat(host.ran).containsExactly(List.of("message", "bob", "--", "-- hi"), List.of("list"));
    }

    @Test
    void lines_that_were_pasted_together_are_commands_one_after_the_other() {
        ScriptedConsole console = terminal("list\n\nLST\nfileswarm who ben\nquit\nlist", "list");
        run(console);

        assertThat(host.ran).containsExactly(List.of("list"), List.of("list"), List.of("who", "ben"));
        assertThat(console.seen()).contains("anna> fileswarm who ben");
    }

    @Test
    void a_text_that_was_pasted_keeps_its_lines() {
        run(terminal("list\nmessage bob one\ntwo\nlist", "what is\nthis", "bob"));

        assertThat(host.ran)
                .containsExactly(
                        List.of("list"),
                        List.of("message", "bob", "one\ntwo\nlist"),
                        List.of("message", "bob", "what is\nthis"));
    }

    @Test
    void what_was_pasted_behind_an_interrupted_command_is_not_run() {
        host.result = arguments -> arguments.contains("ben") ? 130 : 0;
        run(terminal("who ben\nlist\nlist", "who"));

        assertThat(host.ran).containsExactly(List.of("who", "ben"), List.of("who"));
    }

    @Test
    void a_question_without_an_answer_does_nothing() {
        run(terminal("get", "", "get", ScriptedConsole.CTRL_C, "get"));

        assertThat(host.ran).isEmpty();
    }

    @Test
    void a_line_that_is_no_command_goes_to_whom_its_writer_says() {
        ScriptedConsole console = pipe("lits of things", "bob", "hello, \"all\" of you", "");
        run(console);

        assertThat(console.seen()).contains("\"lits\" is no command; did you mean \"list\"?");
        assertThat(console.asked).allMatch(question -> question.startsWith("Whom is the line for?"));
        assertThat(host.ran)
                .containsExactly(
                        List.of("message", "bob", "lits of things"), List.of("broadcast", "hello, \"all\" of you"));
    }

    @Test
    void a_line_for_nobody_or_for_what_is_no_name_is_said_to_nobody() {
        ScriptedConsole console = terminal("hello", ScriptedConsole.CTRL_C, "hello", "no name", "?", "../x", "list");
        run(console);

        assertThat(console.seen()).contains("said to nobody").contains("\"no name\" is no name of a peer");
        assertThat(host.ran).containsExactly(List.of("list"));
    }

    @Test
    void signed_out_a_line_that_is_no_command_is_refused_with_the_nearest_one() {
        host.signedIn = false;
        ScriptedConsole console = pipe("lits", "list");

        assertThat(run(console)).isEqualTo(2);
        assertThat(console.seen()).contains("did you mean \"list\"?");
        assertThat(console.asked).isEmpty();
        assertThat(host.ran).containsExactly(List.of("list"));
    }

    @Test
    void control_c_never_ends_it_and_the_end_of_input_and_quit_and_exit_do() {
        ScriptedConsole interrupted = terminal(ScriptedConsole.CTRL_C, ScriptedConsole.CTRL_C, "list");
        run(interrupted);
        run(terminal("QUIT", "who"));
        run(terminal("exit", "who"));

        assertThat(interrupted.seen()).contains("Ctrl-D");
        assertThat(host.ran).containsExactly(List.of("list"));
    }

    @Test
    void a_pipe_ends_with_the_status_of_the_last_command_that_failed_and_a_terminal_with_none() {
        host.result = arguments -> arguments.size() > 1 ? 3 : 0;

        assertThat(run(pipe("list", "get nothing", "list"))).isEqualTo(3);
        assertThat(run(pipe("list"))).isZero();
        assertThat(run(terminal("get nothing", "quit"))).isZero();
    }

    @Test
    void a_terminal_asks_for_tracker_and_name_until_both_are_taken_and_again_after_signing_out() {
        host.signedIn = false;
        host.trackerKnown = false;
        host.name = null;
        host.result = arguments -> arguments.contains("taken") || arguments.contains("http://wrong") ? 4 : 0;
        ScriptedConsole console = terminal("http://wrong", "", "taken", "anna", "logout", ScriptedConsole.CTRL_C);
        run(console);

        assertThat(host.ran)
                .containsExactly(
                        List.of("join", "http://wrong"),
                        List.of("join", "http://127.0.0.1:8420"),
                        List.of("register", "taken"),
                        List.of("register", "anna"),
                        List.of("logout"));
        assertThat(console.asked.getLast()).startsWith("Under which name?");
    }

    @Test
    void a_pipe_is_never_asked_who_it_is() {
        host.signedIn = false;
        host.trackerKnown = false;
        ScriptedConsole console = pipe("list", "logout", "who");
        run(console);

        assertThat(console.asked).isEmpty();
        assertThat(host.ran).hasSize(3);
    }

    @Test
    void what_runs_until_it_is_stopped_is_started_elsewhere() {
        ScriptedConsole console = pipe("tracker --port 1", "shell", "peer anna");

        assertThat(run(console)).isEqualTo(2);
        assertThat(host.ran).isEmpty();
        assertThat(console.seen()).contains("fileswarm tracker");
    }

    @Test
    void words_of_the_transfer_are_explained() {
        ScriptedConsole console = pipe("udp_send x", "UDP_RECV", "proceed");
        run(console);

        assertThat(console.seen())
                .contains("--transport udp")
                .contains("--confirm-at")
                .contains("resume FILE");
        assertThat(host.ran).isEmpty();
    }
}
