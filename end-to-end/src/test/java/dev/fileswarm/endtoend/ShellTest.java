package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two people and a stranger at real terminals, for as long as all of these tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShellTest {
    private Path folder;
    private Network network;
    private Terminals terminals;

    @BeforeAll
    void sitDown(@TempDir Path temporary) throws IOException {
        assumeTrue(Terminals.areThere(), "tmux is not installed, so there is no terminal to sit at");
        folder = temporary;
        network = Network.start(folder);
        terminals = new Terminals(folder);
        for (String name : List.of("anna", "ben", "stranger")) sitDown(name);
    }

    @AfterAll
    void end() {
        if (terminals != null) terminals.close();
        if (network != null) network.close();
    }

    private void sitDown(String name) throws IOException {
        Map<String, String> environment = Map.of(
                "FILESWARM_HOME", folder.resolve(name).toString(),
                "FILESWARM_TRACKER", network.trackerUrl(),
                "FILESWARM_NO_BUILD", "1");
        String launcher =
                Path.of(System.getProperty("fileswarm.launcher")).normalize().toString();
        String into = network.folder("into-" + name).toString();
        terminals.open(name, environment, List.of("sh", "-c", "cd \"$1\" && \"$0\" shell", launcher, into));
    }

    private void connect(String name) {
        terminals.await(name, "Under which name\\?");
        terminals.enter(name, name);
        terminals.await(name, "^" + name + ">");
    }

    @Test
    @Order(1)
    void a_stranger_looks_around_and_is_told_the_nearest_command() {
        terminals.await("stranger", "Under which name\\?");
        terminals.press("stranger", "Enter");
        terminals.enter("stranger", "get_users");
        terminals.await("stranger", "nobody is online|^NAME ");
        terminals.enter("stranger", "lits");
        terminals.await("stranger", "did you mean \"list\"\\?");
    }

    @Test
    @Order(2)
    void two_people_and_a_stranger_share_a_file_and_nothing_garbles_what_is_typed() throws IOException {
        Path file = network.file("film.mkv", 300_000, 1);
        connect("anna");
        connect("ben");
        terminals.enter("anna", "offer " + file);
        terminals.await("anna", "offered film.mkv");
        terminals.type("anna", "half a line");

        terminals.enter("ben", "download");
        terminals.await("ben", "Which file\\?");
        terminals.enter("ben", "film.mkv");
        terminals.await("ben", "Under which new name\\?");
        terminals.press("ben", "Enter");
        terminals.await("ben", "100 %.*from anna.*last byte");
        assertThat(Files.mismatch(file, folder.resolve("into-ben").resolve("film.mkv")))
                .isEqualTo(-1);
        terminals.enter("ben", "whoelse");
        terminals.await("ben", "^anna +online");
        terminals.await("ben", "^ben>\\z"); // nothing below it: progress is gone with the download

        terminals.await("anna", "ben fetches film.mkv");
        assertThat(terminals.lastLine("anna")).isEqualTo("anna> half a line");
        terminals.press("anna", "C-c");
        terminals.await("anna", "Ctrl-C leaves nothing here");
        terminals.type("anna", "searchF");
        terminals.press("anna", "Tab");
        terminals.await("anna", "^anna> searchFile$");
        terminals.press("anna", "C-u");

        terminals.enter("stranger", "LST");
        terminals.await("stranger", "^film.mkv +anna");
        terminals.press("stranger", "C-d");
        terminals.await("stranger", "^ended with 0");
    }

    @Test
    @Order(3)
    void what_is_pasted_runs_line_by_line_or_is_one_text_that_cannot_pass_for_another_line() {
        terminals.paste("ben", "searchFile film.mkv\nmessage anna first\nfileswarm: anna is banned");
        terminals.press("ben", "Enter");
        terminals.await("ben", "^Available");
        terminals.await("ben", "sent to anna");
        terminals.await("anna", "^ben: first fileswarm: anna is banned$");
    }

    @Test
    @Order(4)
    void what_a_message_lacks_is_asked_for_and_a_question_is_shown_whole() {
        terminals.enter("ben", "message");
        terminals.await("ben", "Whom\\?");
        terminals.enter("ben", "anna");
        terminals.await("ben", "Which text\\?");
        terminals.enter("ben", "asked for");
        terminals.await("anna", "^ben: asked for$");
        terminals.enter("ben", "get film.mkv -o again.mkv --confirm-at 50%");
        terminals.await("ben", "\\d+ % is here, .*Go on\\?");
        terminals.enter("ben", "yes");
        terminals.await("ben", "again.mkv: 100 %");
    }

    @Test
    @Order(5)
    void a_private_link_is_told_once_to_each_side() {
        terminals.enter("ben", "startprivate anna");
        terminals.await("anna", "ben has opened a private link");
        terminals.enter("ben", "stopprivate anna");
        String annas = terminals.await("anna", "ben has closed the private link");
        String bens = terminals.await("ben", "the private link to anna is closed");
        assertThat(annas.lines().filter(line -> line.contains("private link"))).hasSize(2);
        assertThat(bens.lines().filter(line -> line.contains("private link"))).hasSize(2);
    }

    @Test
    @Order(6)
    void the_shell_says_when_the_tracker_goes_and_when_it_is_back() {
        network.restartTracker();

        terminals.await("anna", "trying again");
        terminals.await("anna", "the tracker is back");
        terminals.await("anna", "^anna>\\z");
    }

    @Test
    @Order(7)
    void leaving_leaves_the_name_and_the_typed_lines_and_signing_out_asks_who_is_there() throws IOException {
        terminals.enter("ben", "quit");
        terminals.enter("anna", "logout");
        terminals.await("ben", "^ended with 0");
        terminals.await("anna", "anna is offline");
        terminals.await("anna", "Under which name\\? \\(blank: anna");
        terminals.press("anna", "C-d");
        terminals.await("anna", "^fileswarm>\\z"); // what is typed between two prompts is lost
        terminals.press("anna", "C-d");
        terminals.await("anna", "^ended with 0");
        assertThat(Files.readString(folder.resolve("anna").resolve("history"))).contains("offer ");
    }
}
