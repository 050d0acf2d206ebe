package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's process is there, or was a moment ago, and does not answer. */
class EndedAgentTest {
    @TempDir
    Path folder;

    private CommandLineRunner homeWithAgentAt(int port) throws IOException {
        CommandLineRunner fileswarm = new CommandLineRunner(folder);
        Files.createDirectories(fileswarm.home());
        String address = "{\"port\":%d,\"token\":\"x\",\"pid\":%d}"
                .formatted(port, ProcessHandle.current().pid());
        Files.writeString(fileswarm.home().resolve("agent.json"), address);
        return fileswarm;
    }

    @Test
    void an_agent_that_hangs_up_is_told_in_words() throws IOException {
        try (ServerSocket agent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CommandLineRunner fileswarm = homeWithAgentAt(agent.getLocalPort());
            Thread.ofVirtual().start(() -> hangUp(agent, () -> {}));

            var hungUp = fileswarm.run("status");

            assertThat(hungUp.err()).contains("ended before it had answered").contains("give the command again");
            assertThat(hungUp.status()).isEqualTo(1);
        }
    }

    @Test
    void an_agent_that_listens_no_more_has_a_code_for_programs() throws IOException {
        int nobody;
        try (ServerSocket agent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            nobody = agent.getLocalPort();
        }

        CommandLineRunner fileswarm = homeWithAgentAt(nobody);
        assertThat(fileswarm.run("downloads", "--json").err()).contains("\"code\":\"agent-ended\"");
        assertThat(fileswarm.run("status").out()).contains("no agent runs");
    }

    @Test
    void an_agent_that_ends_before_it_says_so_has_been_stopped() throws IOException {
        try (ServerSocket agent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CommandLineRunner fileswarm = homeWithAgentAt(agent.getLocalPort());
            Path left = fileswarm.home().resolve("agent.json");
            Thread.ofVirtual().start(() -> hangUp(agent, () -> left.toFile().delete()));

            var stopped = fileswarm.run("stop");

            assertThat(stopped.err()).isEmpty();
            assertThat(stopped.status()).isZero();
        }
    }

    /** HttpURLConnection tries a second time. */
    private static void hangUp(ServerSocket agent, Runnable first) {
        try {
            while (true) {
                try (Socket asker = agent.accept()) {
                    asker.getInputStream().read();
                    first.run();
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
