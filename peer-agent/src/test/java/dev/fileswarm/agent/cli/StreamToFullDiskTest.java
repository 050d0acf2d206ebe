package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fileswarm.agent.page.LocalApiAddress;
import dev.fileswarm.agent.tracker.FakeTracker;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is sent to standard output, and the disk behind that is full. */
class StreamToFullDiskTest {
    private static final Path FULL = Path.of("/dev/full");
    private static final long LONGEST_NANOS = 30_000_000_000L;

    @TempDir
    Path folder;

    private final List<Thread> agents = new ArrayList<>();
    private FakeTracker tracker;
    private CommandLineRunner bob;
    private CommandLineRunner anna;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        tracker = FakeTracker.start();
        bob = home("bob");
        startAgent(bob, "bob");
        Path file = Files.write(folder.resolve("bob").resolve("film.mkv"), new byte[300_000]);
        assertThat(bob.run("offer", file.toString()).status()).isZero();
        anna = home("anna");
        assertThat(anna.run("register", "anna").status()).isZero();
    }

    @AfterEach
    void stop() throws InterruptedException {
        anna.run("stop");
        bob.run("stop");
        for (Thread agent : agents) agent.join();
        tracker.close();
    }

    private CommandLineRunner home(String name) throws IOException {
        return new CommandLineRunner(Files.createDirectories(folder.resolve(name)))
                .with("FILESWARM_TRACKER", tracker.url());
    }

    private void startAgent(CommandLineRunner home, String name) throws IOException {
        agents.add(Thread.startVirtualThread(() -> home.run("peer", name, "--bind", "127.0.0.1")));
        long endNanos = System.nanoTime() + LONGEST_NANOS;
        while (LocalApiAddress.read(home.home().resolve(LocalApiAddress.FILE_NAME))
                        .isEmpty()
                || !home.run("status").out().contains("connected")) {
            if (System.nanoTime() > endNanos) throw new AssertionError("the agent of " + name + " does not start");
            LockSupport.parkNanos(20_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_told_as_that_whoever_fetches_it(boolean throughRunningAgent) throws IOException {
        if (throughRunningAgent) startAgent(anna, "anna");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status;
        try (PrintStream full = new ProcessOutput(new FileOutputStream(FULL.toFile()), FULL)) {
            Surroundings there = anna.surroundings();
            status = Main.run(
                    there.with(full, new PrintStream(err, true), there.answers()),
                    List.of("get", "film.mkv", "-o", "-", "--quiet"));
        }

        assertThat(err.toString()).isEqualToNormalizingNewlines("""
                fileswarm: the answer could not be written to standard output
                  why: No space left on device
                """);
        assertThat(status).isEqualTo(ExitStatus.FAILED.code());
    }
}
