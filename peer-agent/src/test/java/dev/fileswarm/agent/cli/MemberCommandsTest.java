package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.TestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** update, logout, deregister, who, fingerprint. */
class MemberCommandsTest {
    @TempDir
    Path folder;

    FakeTracker tracker;
    CommandLineRunner fileswarm;

    @BeforeEach
    void setUp() throws IOException {
        tracker = FakeTracker.start();
        fileswarm = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
        assertThat(fileswarm.run("register", "alice").status()).isZero();
    }

    @AfterEach
    void tearDown() {
        tracker.close();
    }

    @Test
    void ports_and_host_are_updated() {
        var ran = fileswarm.run("update", "--tcp-port", "7001", "--udp-port", "7002", "--host", "peer.example");

        assertThat(ran.out()).contains("peer.example:7001 (UDP 7002)");
        assertThat(tracker.peer("alice").tcpPort).isEqualTo(7_001);
        assertThat(tracker.peer("alice").host).isEqualTo("peer.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "1023", "65536", "-1", "x", "99999999999"})
    void a_port_outside_the_range_is_refused_by_name(String port) {
        var ran = fileswarm.run("update", "--tcp-port=" + port);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("--tcp-port").contains(port);
        assertThat(tracker.peer("alice").tcpPort).isZero();
    }

    @Test
    void a_host_that_the_tracker_cannot_verify_is_refused_with_its_words() {
        var ran = fileswarm.run("update", "--host", "unreachable.example");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("check that the agent runs");
    }

    @ParameterizedTest
    @CsvSource({"500KB/s,500000", "10MiB/s,10485760", "80Mbit/s,10000000", "1 Gbps,125000000", "off,0", "16K,16384"})
    void rates_are_taken_as_people_write_them(String text, long bytesPerSecond) {
        assertThat(Rates.parse(text, "--up")).isEqualTo(bytesPerSecond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "-1", "0", "1KB/s", "10MB/h", "99999999999999999999", "MB/s"})
    void a_rate_that_is_none_is_refused_by_name(String rate) {
        for (String command : List.of("peer alice --limit-up=", "get x --limit-up=", "limit --up=")) {
            String[] words = (command + "RATE").split(" ");
            words[words.length - 1] = words[words.length - 1].replace("RATE", rate);
            var ran = fileswarm.run(words);

            assertThat(ran.status()).as(command).isEqualTo(2);
            assertThat(ran.err()).contains("up");
        }
    }

    @Test
    void limits_are_of_an_agent_that_runs() {
        var ran = fileswarm.run("limit", "--up", "1MB/s");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("no agent").contains("--limit-up");
    }

    @Test
    void a_token_that_has_ended_costs_no_word() {
        tracker.endTokens();

        assertThat(fileswarm.run("update", "--tcp-port", "7001").status()).isZero();
    }

    @Test
    void a_damaged_session_file_costs_no_word() throws IOException {
        Files.writeString(fileswarm.home().resolve("session.json"), "{\"name\":");

        assertThat(fileswarm.run("update", "--tcp-port", "7001").status()).isZero();
    }

    @Test
    void logging_out_keeps_the_name_and_ends_the_session() {
        var ran = fileswarm.run("logout");

        assertThat(ran.out()).isEqualTo("alice is offline\n");
        assertThat(tracker.peer("alice").online).isFalse();
        assertThat(fileswarm.home().resolve("session.json")).doesNotExist();
        assertThat(fileswarm.run("logout").out()).isEqualTo("alice was not signed in\n");
        assertThat(fileswarm.run("register", "alice").out()).contains("signed in as alice");
    }

    @Test
    void logging_out_with_a_token_that_has_ended_is_no_fault() {
        tracker.endTokens();

        assertThat(fileswarm.run("logout").status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout", "deregister"})
    void nobody_is_signed_out_or_removed_by_others(String command) {
        tracker.addPeer("bob", TestSigner.fresh().key(), true);

        var ran = fileswarm.run(command, "bob");

        assertThat(ran.status()).isEqualTo(4);
        assertThat(ran.err()).contains("belongs to alice, not to bob");
        assertThat(tracker.peer("bob").online).isTrue();
        assertThat(tracker.peer("alice").online).isTrue();
    }

    @Test
    void deregistering_frees_the_name_for_anybody() {
        assertThat(fileswarm.run("deregister", "ALICE").out()).isEqualTo("alice is deregistered\n");

        assertThat(tracker.peer("alice")).isNull();
        assertThat(new CommandLineRunner(folder.resolve("other"))
                        .with("FILESWARM_TRACKER", tracker.url())
                        .run("register", "alice")
                        .status())
                .isZero();
        var again = fileswarm.run("deregister");
        assertThat(again.status()).isEqualTo(4);
        assertThat(again.err()).contains("fileswarm register NAME");
    }

    @Test
    void who_shows_those_online_with_addresses() {
        tracker.addPeer("Bob", TestSigner.fresh().key(), true);
        tracker.addPeer("carl", TestSigner.fresh().key(), false);

        var ran = fileswarm.run("who");

        assertThat(ran.out().lines().map(line -> line.split(" ")[0])).containsExactly("NAME", "alice", "Bob");
        assertThat(ran.out()).contains("alice (you)").contains("127.0.0.1");
    }

    @Test
    void who_of_one_peer_works_offline_too_and_an_unknown_one_is_said_to_be() {
        tracker.addPeer("carl", TestSigner.fresh().key(), false);

        assertThat(fileswarm.run("who", "CARL").out()).contains("carl  offline");
        assertThat(fileswarm.run("who", "dora").status()).isEqualTo(3);
    }

    @Test
    void who_needs_no_name_and_shows_strangers_no_addresses() {
        var ran = new CommandLineRunner(folder.resolve("stranger"))
                .with("FILESWARM_TRACKER", tracker.url())
                .run("who", "--json");

        assertThat(ran.out().lines().findFirst().orElseThrow())
                .startsWith("{\"type\":\"peer\",\"name\":\"alice\"")
                .contains("\"address\":null");
        assertThat(ran.out()).endsWith("{\"type\":\"result\",\"count\":1,\"cut\":false}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "10x", "", "P", "999999999d"})
    void a_time_that_is_none_is_refused(String time) {
        var ran = fileswarm.run("who", "--since=" + time);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("--since");
    }

    @Test
    void the_own_fingerprint_needs_no_tracker() {
        tracker.close();

        var ran = fileswarm.run("fingerprint");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).matches("alice {2}([0-9a-f]{4} ?){8}\n");
    }

    @Test
    void a_key_that_has_changed_since_it_was_first_seen_is_told_loudly() throws IOException {
        PeerKey first = TestSigner.fresh().key();
        PeerKey now = TestSigner.fresh().key();
        tracker.addPeer("bob", now, true);
        assertThat(fileswarm.run("fingerprint", "bob").out()).contains("not met yet");
        Files.writeString(fileswarm.home().resolve("known-peers"), FakeTracker.TRACKER_ID + " bob " + first + "\n");

        var ran = fileswarm.run("fingerprint", "bob");

        assertThat(ran.status()).isEqualTo(6);
        assertThat(ran.err())
                .contains("has changed")
                .contains(Fingerprint.of(first))
                .contains(Fingerprint.of(now))
                .contains("known-peers");
    }

    @Test
    void a_home_without_a_key_says_how_to_get_one() {
        var ran = new CommandLineRunner(folder.resolve("fresh")).run("fingerprint");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("fileswarm register NAME");
    }
}
