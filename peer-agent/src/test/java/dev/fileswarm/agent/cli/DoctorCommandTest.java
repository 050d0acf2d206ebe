package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.tracker.FakeTracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
