package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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
