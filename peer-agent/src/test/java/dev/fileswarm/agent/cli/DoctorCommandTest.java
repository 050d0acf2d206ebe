package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.store.SmallDisk;
import dev.fileswarm.agent.tracker.FakeTracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path folder;

    FakeTracker tracker;
    CommandLineRunner fileswarm;

    @BeforeEach
    void setUp() throws IOException {
        tracker = FakeTracker.start();
        fileswarm = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
    }

    @AfterEach
    void end() throws IOException {
        tracker.close();
    }

    @Test
    void nothing_is_wrong_with_a_home_that_is_set_up() {
        fileswarm.run("register", "anna");

        var ran = fileswarm.run("doctor");

        assertThat(ran.out())
                .contains("all is well")
                .contains("signed in as anna")
                .doesNotContain("WRONG");
        assertThat(ran.status()).isZero();
    }

    @Test
    void a_home_without_a_name_is_told_how_to_get_one() {
        var ran = fileswarm.run("doctor");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("WRONG credential").contains("try: fileswarm register NAME");
    }

    @Test
    void a_tracker_that_does_not_answer_is_found_and_the_rest_is_looked_at_all_the_same() {
        fileswarm.with("FILESWARM_TRACKER", "http://127.0.0.1:1");

        var ran = fileswarm.run("doctor");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out())
                .contains("WRONG tracker")
                .contains("why: http://127.0.0.1:1: nothing listens there")
                .contains("ok    disk")
                .contains("clock      not compared");
    }

    @Test
    void a_clock_that_is_off_is_found_and_said_to_be_ahead_or_behind() {
        fileswarm.run("register", "anna");

        tracker.clockAhead = Duration.ofMinutes(10);
        assertThat(fileswarm.run("doctor").out())
                .containsPattern("WRONG clock +this clock is (599|60\\d) s behind the tracker's")
                .contains("try: set the clock");
        tracker.clockAhead = Duration.ofMinutes(-10);
        assertThat(fileswarm.run("doctor").out())
                .containsPattern("WRONG clock +this clock is (599|60\\d) s ahead of the tracker's");
    }

    @Test
    void a_name_that_the_tracker_does_not_take_from_this_home_is_found() {
        fileswarm.run("register", "anna");
        tracker.forgetPeers();

        var ran = fileswarm.run("doctor");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out())
                .contains("WRONG credential the tracker does not know anna any more")
                .contains("try: fileswarm register anna");
        fileswarm.run("register", "anna");
        assertThat(fileswarm.run("doctor").status()).isZero();
    }

    @Test
    void a_disk_that_is_full_or_read_only_is_found() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        try (SmallDisk disk = SmallDisk.mount(small, 1_024)) {
            CommandLineRunner there = new CommandLineRunner(small).with("FILESWARM_TRACKER", tracker.url());
            there.run("register", "anna");

            assertThat(there.run("doctor").out())
                    .containsPattern("WRONG disk +.* free here")
                    .contains("try: make room, or fetch elsewhere");
            disk.makeReadOnly();
            assertThat(there.run("doctor").out())
                    .containsPattern("WRONG disk +nothing can be written here")
                    .contains("why: the file system is read-only");
        }
    }

    @Test
    void a_key_that_others_can_read_is_found() throws IOException {
        fileswarm.run("register", "anna");
        Path key = fileswarm.home().resolve("key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(fileswarm.run("doctor").out())
                .contains("WRONG home")
                .contains(key + " can be read by others")
                .contains("try: chmod 600 " + key);
    }

    @Test
    void ports_that_are_all_taken_are_found() throws IOException {
        fileswarm.run("register", "anna");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            Path config = fileswarm.home().resolve("config.toml");
            String range = taken.getLocalPort() + "-" + taken.getLocalPort();
            Files.writeString(config, Files.readString(config) + "port-range = \"" + range + "\"\n");

            assertThat(fileswarm.run("doctor").out())
                    .contains("WRONG ports")
                    .contains("no port from " + taken.getLocalPort())
                    .contains("\"port-range\"");
        }
    }

    @Test
    void settings_that_cannot_be_read_are_one_finding_among_others() throws IOException {
        Files.createDirectories(fileswarm.home());
        Files.writeString(fileswarm.home().resolve("config.toml"), "nonsense\n");

        var ran = fileswarm.run("doctor");

        assertThat(ran.out()).contains("WRONG home").contains("config.toml").contains("ok    disk");
        assertThat(ran.err()).doesNotContain("Exception");
    }
}
