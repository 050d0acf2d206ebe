package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.transfer.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code get --confirm-at}, with a file of four chunks. */
class ConfirmedFetchTest {
    private static final int SIZE_BYTES = 4 * 256 * 1024;

    @TempDir
    Path folder;

    private FakeTracker tracker;
    private Thread peer;
    private Path into;

    @BeforeEach
    void offer() throws IOException {
        tracker = FakeTracker.start();
        into = Files.createDirectory(folder.resolve("into"));
        Path file = Files.write(folder.resolve("a.bin"), new byte[SIZE_BYTES]);
        CommandLineRunner anna = runner("anna");
        assertThat(anna.run("register", "anna").status()).isZero();
        peer = Thread.ofVirtual().start(() -> anna.run("peer", "anna"));
        Await.until(() -> Files.exists(folder.resolve("anna").resolve("agent.json")));
        Await.until(() -> anna.run("offer", file.toString()).status() == 0); // not before it is signed in
        assertThat(runner("ben").run("register", "ben").status()).isZero();
    }

    @AfterEach
    void stop() throws InterruptedException {
        runner("anna").run("stop");
        peer.join();
        tracker.close();
    }

    private CommandLineRunner runner(String name) {
        return new CommandLineRunner(folder)
                .with("FILESWARM_HOME", folder.resolve(name).toString())
                .with("FILESWARM_TRACKER", tracker.url());
    }

    private CommandLineRunner.Ran get(String share, String answer) {
        return runner("ben")
                .typing(answer + "\n")
                .run("get", "a.bin", "--into", into.toString(), "--confirm-at", share);
    }

    @Test
    void the_figures_are_what_is_here_whatever_the_share() {
        assertThat(get("0%", "no").err())
                .contains("a.bin: 0 % is here, 0 of 4 chunks", "stopped a.bin at 0 %", "nothing was fetched");
        assertThat(get("50%", "no").err()).contains("a.bin: 50 % is here, 2 of 4 chunks", "stopped a.bin at 50 %");

        for (String passed : new String[] {"0%", "10%"}) {
            var ran = get(passed, "no");
            assertThat(ran.status()).isEqualTo(130);
            assertThat(ran.err())
                    .contains("a.bin: 50 % is here, 2 of 4 chunks", "stopped a.bin at 50 %", "what came is kept");
        }
        assertThat(get("10%", "yes").out()).contains("a.bin: 100 %");
        assertThat(into.resolve("a.bin")).hasSize(SIZE_BYTES);
    }

    @Test
    void who_says_no_leaves_it_paused() {
        get("50%", "no");

        assertThat(runner("ben").run("downloads").out()).contains("paused").doesNotContain("partial");
    }
}
