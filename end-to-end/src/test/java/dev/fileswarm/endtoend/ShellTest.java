package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People at real terminals. */
class ShellTest {
    @TempDir
    Path folder;

    private Network network;
    private Terminals terminals;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Terminals.areThere(), "tmux is not installed, so there is no terminal to sit at");
        network = Network.start(folder);
        terminals = new Terminals(folder);
    }

    @AfterEach
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

    private void connect(String name) throws IOException {
        sitDown(name);
        terminals.await(name, "Under which name\\?");
        terminals.enter(name, name);
        terminals.await(name, "^" + name + ">");
    }

    @Test
    void two_people_and_a_stranger_share_a_file_and_nothing_garbles_what_is_typed() throws IOException {
        Path file = network.file("film.mkv", 300_000, 1);
        connect("anna");
        terminals.enter("anna", "offer " + file);
        terminals.await("anna", "offered film.mkv");
        terminals.type("anna", "half a line");

        connect("ben");
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
        assertThat(terminals.lastLine("ben"))
                .as("progress is gone with the download")
                .isEqualTo("ben>");

        String seen = terminals.await("anna", "ben fetches film.mkv");
        assertThat(seen).contains("ben fetches film.mkv");
        assertThat(terminals.lastLine("anna")).isEqualTo("anna> half a line");
        terminals.press("anna", "C-c");
        terminals.await("anna", "Ctrl-C leaves nothing here");
        terminals.type("anna", "searchF");
        terminals.press("anna", "Tab");
        terminals.await("anna", "^anna> searchFile$");
        terminals.press("anna", "C-u");

        sitDown("stranger");
        terminals.await("stranger", "Under which name\\?");
        terminals.press("stranger", "Enter");
        terminals.enter("stranger", "LST");
        terminals.await("stranger", "^film.mkv +anna");
        terminals.enter("stranger", "lits");
        terminals.await("stranger", "did you mean \"list\"\\?");
        terminals.press("stranger", "C-d");
        terminals.await("stranger", "^ended with 0");

        terminals.enter("ben", "quit");
        terminals.await("ben", "^ended with 0");
        terminals.enter("anna", "logout");
        terminals.await("anna", "anna is offline");
        terminals.await("anna", "Under which name\\? \\(blank: anna");
        terminals.press("anna", "C-d");
        terminals.press("anna", "C-d");
        terminals.await("anna", "^ended with 0");
        assertThat(Files.readString(folder.resolve("anna").resolve("history"))).contains("offer ");
    }

    @Test
    void the_shell_says_when_the_tracker_goes_and_when_it_is_back() throws IOException {
        connect("anna");
        terminals.await("anna", "started the agent");

        network.restartTracker();

        terminals.await("anna", "trying again");
        terminals.await("anna", "the tracker is back");
        assertThat(terminals.lastLine("anna")).isEqualTo("anna>");
        terminals.press("anna", "C-d");
        terminals.await("anna", "^ended with 0");
    }
}
