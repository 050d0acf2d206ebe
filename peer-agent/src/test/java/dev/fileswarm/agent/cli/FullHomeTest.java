package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.store.SmallDisk;
import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.TestSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home that nothing can be written to: whatever a command wanted to keep, it says which file, why, and what to try. */
class FullHomeTest {
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path folder;

    private FakeTracker tracker;
    private CommandLineRunner alice;

    @BeforeEach
    void setUp() throws IOException {
        tracker = FakeTracker.start();
        tracker.addPeer("bob", TestSigner.fresh().key(), true);
        alice = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
    }

    @AfterEach
    void tearDown() {
        tracker.close();
    }

    /** With more room each time, it is another file that has none: the cluster, the key, the session, the settings. */
    @Test
    void registering_on_a_full_disk_says_which_file_and_that_no_room_is_left_and_goes_on_when_there_is()
            throws Exception {
        Files.createDirectory(alice.home());
        try (SmallDisk _ = SmallDisk.mount(alice.home(), 64)) {
            for (int pages = 0; pages < 3; pages++) {
                empty(alice.home());
                fill(alice.home().resolve("filler"), pages);

                var ran = alice.run("register", "alice" + pages);

                assertThat(ran.status()).as(ran.err()).isEqualTo(1);
                assertThat(ran.err())
                        .contains("fileswarm: cannot ", alice.home() + "/", "no room is left", "  try: make room")
                        .doesNotContain("should not have");
            }
            empty(alice.home());
            assertThat(alice.run("register", "anna").status()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"setdir .", "register alice", "join %s", "update --tcp-port 7001"})
    void a_command_that_keeps_something_on_a_full_disk_says_so(String command) throws Exception {
        Files.createDirectory(alice.home());
        try (SmallDisk _ = SmallDisk.mount(alice.home(), 64)) {
            alice.run("register", "alice");
            Files.delete(alice.home().resolve("session.json"));
            fill(alice.home().resolve("filler"), 0);

            var ran = alice.run(command.formatted(tracker.url()).split(" "));

            assertThat(ran.status()).as(ran.err()).isEqualTo(1);
            assertThat(ran.err())
                    .contains(alice.home() + "/", "no room is left", "  try: make room")
                    .doesNotContain("should not have");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"register alice", "setdir ."})
    void a_read_only_disk_is_told_of(String command) throws Exception {
        Files.createDirectory(alice.home());
        try (SmallDisk disk = SmallDisk.mount(alice.home(), 64)) {
            disk.makeReadOnly();

            var ran = alice.run(command.split(" "));

            assertThat(ran.status()).as(ran.err()).isEqualTo(1);
            assertThat(ran.err()).contains(alice.home() + "/", "read-only", "  try: choose a folder on another");
        }
    }

    @Test
    void a_file_in_the_place_of_the_home_is_told_of() throws IOException {
        Files.writeString(alice.home(), "no folder");

        var ran = alice.run("register", "alice");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains(alice.home().toString(), "  try: move it away")
                .doesNotContain("Exception", "should not have");
    }

    /** Leaves so many pages free. */
    private static void fill(Path file, int freePages) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (Files.getFileStore(file).getUsableSpace() > (long) freePages * PAGE_BYTES)
                out.write(new byte[PAGE_BYTES]);
        }
    }

    private static void empty(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
