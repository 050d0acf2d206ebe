package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path folder;

    CommandLineRunner fileswarm;

    @BeforeEach
    void setUp() {
        fileswarm = new CommandLineRunner(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "setdri, setdir",
        "path, paths",
        "hlep, help",
        "SETDIR, setdir",
        "trakcer, tracker",
        "biuld, build",
        "stroe, store"
    })
    void a_mistyped_command_is_answered_with_the_nearest_one(String typed, String meant) {
        var ran = fileswarm.run(typed);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("\"" + typed + "\" is no command").contains("did you mean \"" + meant + "\"?");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void a_word_that_is_near_to_nothing_is_answered_with_the_way_to_help() {
        var ran = fileswarm.run("xyzzyplugh");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("fileswarm help lists the commands");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracker", "store"})
    void words_of_the_launcher_are_explained(String word) {
        var ran = fileswarm.run(word, "--port", "1");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("launcher").contains("./fileswarm " + word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --home X tracker --port 28420      | "tracker" does not take --home
            -q tracker                         | "tracker" does not take -q
            -q --home=elsewhere tracker        | "tracker" does not take -q, --home
            --json tracker                     | does not take --json
            --tracker http://x --as x store    | "store" does not take --tracker, --as
            """)
    void options_that_do_not_go_with_a_word_of_the_launcher_are_named(String line, String said) {
        var ran = fileswarm.run(line.split(" "));

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(said, "--data DIR", "--help").doesNotContain("launcher");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracker", "store", "build"})
    void words_of_the_launcher_stand_in_the_help_and_have_one(String word) {
        assertThat(fileswarm.run("help").out()).containsPattern("\n  " + word + " +\\S");
        assertThat(fileswarm.run("help", word).out())
                .contains("Usage: fileswarm " + word, "Examples:\n  fileswarm " + word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            get                          | "get" needs FILE%ID
            get a --into                 | --into needs a value: DIR
            get a --forec                | "get" has no option --forec
            get a b                      | "get" has no use for "b"
            get a --transport sctp       | --transport cannot be "sctp"
            get a --give-up-after x      | --give-up-after: "x" is no number
            get a -o b -o c              | -o is given twice
            list --limit x               | --limit: "x" is no number
            --nonsense                   | fileswarm has no option --nonsense
            """)
    void a_wrong_command_line_is_told_in_our_words(String line, String said) {
        var ran = fileswarm.run(line.split(" "));

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err())
                .contains("fileswarm: " + said.replace('%', '|') + "\n", "  try: ", "shows what it takes")
                .doesNotContain("nvalid value", "Unmatched", "Unknown option", "Missing", "index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--into", "--intoo"})
    void what_follows_two_dashes_is_a_name_and_no_option(String word) {
        var ran = fileswarm.run("get", "--", "-rf", word, "out");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "\"get\" has no use for \"" + word + "\"", "what follows -- are names", "options before the --")
                .doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5-2                    | 2 | the chunks "5-2" end before they begin  | give the lower number first: 2-5
            ,                      | 2 | no chunk is named                       | give numbers of chunks
            99999999999999999999   | 3 | there is no chunk 99999999999999999999  | no file has more than 65536 chunks
            0-65536                | 3 | there is no chunk 65536                 | no file has more than 65536 chunks
            1-                     | 2 | "1-" is no number of a chunk            | chunks are counted from 0
            """)
    void numbers_of_chunks_without_sense_are_told_before_anybody_is_asked(
            String chunks, int status, String said, String tried) {
        for (String[] line : new String[][] {{"get", "a", "--chunks", chunks}, {"search-chunk", "a", chunks}}) {
            var ran = fileswarm.with("FILESWARM_TRACKER", "http://127.0.0.1:1").run(line);
            assertThat(ran.status()).as(ran.err()).isEqualTo(status);
            assertThat(ran.err()).startsWith("fileswarm: " + said + "\n").contains("  try: " + tried);
        }
    }

    @Test
    void a_time_to_wait_is_not_negative() {
        var ran = fileswarm.run("get", "a", "--give-up-after", "-1");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("--give-up-after: -1 is no time to wait");
    }

    @Test
    void an_argument_that_is_empty_is_said_to_be() {
        for (String command : new String[] {"offer", "id"}) {
            var ran = fileswarm.run(command, "");
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).contains(" is empty\n", "  why: ", "  try: ");
        }
        assertThat(fileswarm.run("get", "a", "--forec").err()).contains("did you mean --force?");
    }

    @Test
    void a_wrong_option_is_a_usage_error_that_names_the_help() {
        var ran = fileswarm.run("paths", "--nonsense");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("--nonsense").contains("fileswarm help paths");
    }

    @Test
    void errors_are_json_when_json_was_asked_for_even_after_the_mistake() {
        var ran = fileswarm.run("paths", "--nonsense", "--json");

        assertThat(ran.err())
                .startsWith("{\"type\":\"error\",\"code\":\"usage\"")
                .contains("\"exitStatus\":2");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void no_command_at_all_is_a_usage_error() {
        assertThat(fileswarm.run().status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void the_version_is_one_line(String option) {
        assertThat(fileswarm.run(option).out()).startsWith("fileswarm ").hasLineCount(1);
    }

    @Test
    void the_version_is_json_where_that_was_asked_for() {
        assertThat(fileswarm.run("--json", "--version").out())
                .isEqualTo("{\"type\":\"result\",\"version\":\"(development)\"}\n");
        assertThat(fileswarm.run("-V", "--json").out()).startsWith("{\"type\":\"result\"");
    }

    @Test
    void help_is_json_where_that_was_asked_for() {
        var all = fileswarm.run("--json", "help");
        assertThat(all.out().lines())
                .hasSize(LauncherWord.withCommands().size() + 1)
                .allMatch(line -> line.startsWith("{\"type\":\""));

        String get = fileswarm.run("help", "get", "--json").out();
        assertThat(get)
                .startsWith("{\"type\":\"command\",\"name\":\"get\",")
                .contains(
                        "{\"value\":\"FILE|ID\",\"about\":\"A name, a content id, or the first 8 or more digits.\",",
                        "{\"names\":[\"-b\",\"--background\"],\"value\":null,",
                        "\"fileswarm get big.iso --confirm-at 50%\"",
                        "{\"type\":\"result\",\"count\":1,")
                .doesNotContain("--default-name");
        assertThat(fileswarm.run("--json", "get", "--help").out()).isEqualTo(get);
    }

    @Test
    void global_options_stand_before_or_after_the_command() {
        assertThat(fileswarm.run("--home", "elsewhere", "paths").out()).contains(folder + "/elsewhere/key");
        assertThat(fileswarm.run("paths", "--home", "elsewhere").out()).contains(folder + "/elsewhere/key");
        assertThat(fileswarm.run("paths", "--home=elsewhere", "--as", "Bob").out())
                .contains(folder + "/elsewhere/as/bob/key");
    }

    @Test
    void the_environment_picks_the_home_where_no_option_does() {
        fileswarm.with("FILESWARM_HOME", folder.resolve("variable").toString());

        assertThat(fileswarm.run("paths").out()).contains(folder + "/variable/key");
        assertThat(fileswarm.run("paths", "--home", "option").out()).contains(folder + "/option/key");
    }

    @Test
    void an_identity_that_is_no_name_is_refused() {
        var ran = fileswarm.run("paths", "--as", "../evil");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("../evil").contains("not a peer name");
    }

    @Test
    void help_is_coloured_on_a_terminal_only_and_never_against_no_color() {
        String escape = "\u001b[";

        assertThat(fileswarm.run("help").out()).doesNotContain(escape);
        assertThat(fileswarm.onTerminal().run("help").out()).contains(escape);
        assertThat(fileswarm.with("NO_COLOR", "1").run("help").out()).doesNotContain(escape);
    }
}
