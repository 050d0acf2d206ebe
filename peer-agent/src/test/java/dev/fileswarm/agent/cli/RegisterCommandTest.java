package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.TestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterCommandTest {
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
    void tearDown() {
        tracker.close();
    }

    @Test
    void a_name_is_taken_with_a_new_key_and_remembered() {
        var ran = fileswarm.run("register", "Alice");

        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("registered as Alice at " + tracker.url())
                .contains("key fingerprint");
        assertThat(tracker.peer("alice").online).isTrue();
        assertThat(fileswarm.home().resolve("config.toml")).content().contains("name = \"Alice\"");
    }

    @Test
    void key_session_and_settings_are_for_their_owner_alone() throws IOException {
        fileswarm.run("register", "alice");

        for (String file : new String[] {"key", "session.json", "config.toml", "cluster.json"}) {
            Path path = fileswarm.home().resolve(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void registering_again_signs_in() {
        fileswarm.run("register", "alice");

        var ran = fileswarm.run("register", "alice");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("signed in as alice");
    }

    @Test
    void the_result_is_one_json_line() {
        var ran = fileswarm.run("register", "alice", "--json");

        assertThat(ran.out()).hasLineCount(1).startsWith("{\"type\":\"result\",\"name\":\"alice\"");
    }

    @Test
    void a_name_that_is_taken_is_refused_and_another_can_be_tried() {
        tracker.addPeer("alice", TestSigner.fresh().key(), true);

        var ran = fileswarm.run("register", "alice");

        assertThat(ran.status()).isEqualTo(4);
        assertThat(ran.err()).contains("choose another name");
        assertThat(fileswarm.run("register", "alice2").status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x-",
                "start",
                "STOP",
                "list",
                "server",
                "FileSwarm",
                "a b",
                "ä",
                "..",
                "a23456789012345678901234567890123"
            })
    void what_cannot_be_a_name_is_refused_before_anybody_is_asked(String name) {
        var ran = fileswarm.run("register", "--", name);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("cannot be a name");
        assertThat(tracker.requests()).isEmpty();
    }

    @Test
    void one_home_holds_one_identity_and_another_goes_below_it() {
        fileswarm.run("register", "alice");

        var ran = fileswarm.run("register", "bob");

        assertThat(ran.status()).isEqualTo(4);
        assertThat(ran.err()).contains("belongs to alice").contains("fileswarm --as bob register bob");
        assertThat(fileswarm.run("--as", "bob", "register", "bob").status()).isZero();
        assertThat(fileswarm.home().resolve("as/bob/key")).exists();
    }

    @Test
    void a_tracker_named_on_the_way_is_remembered() {
        CommandLineRunner bare = new CommandLineRunner(folder);

        bare.run("register", "alice", "--tracker", tracker.url());

        assertThat(bare.run("who").out()).contains("alice (you)");
    }

    @Test
    void a_closed_tracker_asks_for_its_link() {
        tracker.closed("s".repeat(22));

        var ran = fileswarm.run("register", "alice");

        assertThat(ran.status()).isEqualTo(4);
        assertThat(ran.err()).contains("fileswarm join LINK");
    }

    @Test
    void a_home_does_not_change_its_cluster_unnoticed() throws IOException {
        fileswarm.run("register", "alice");
        Path cluster = fileswarm.home().resolve("cluster.json");
        Files.writeString(cluster, Files.readString(cluster).replace(FakeTracker.TRACKER_ID, "another"));

        var ran = fileswarm.run("register", "alice");

        assertThat(ran.status()).isEqualTo(6);
        assertThat(ran.err()).contains("belongs to another").contains("cluster.json");
    }

    @Test
    void a_key_that_others_can_read_is_refused() throws IOException {
        fileswarm.run("register", "alice");
        Path key = fileswarm.home().resolve("key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        var ran = fileswarm.run("register", "alice");

        assertThat(ran.status()).isNotZero();
        assertThat(ran.err()).contains("chmod 600");
    }
}
