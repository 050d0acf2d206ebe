package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.page.LocalApiAddress;
import dev.fileswarm.agent.tracker.FakeTracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands between people, asked of agents that run, named after the words of older programs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleCommandsTest {
    private final List<Thread> agents = new ArrayList<>();
    private FakeTracker tracker;
    private CommandLineRunner anna;
    private CommandLineRunner bob;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        tracker = FakeTracker.start();
        tracker.addPeer("carol", null, false);
        anna = agent(folder.resolve("anna"), "anna");
        bob = agent(folder.resolve("bob"), "bob");
    }

    @AfterAll
    void stop() throws InterruptedException {
        anna.run("stop");
        bob.run("stop");
        for (Thread agent : agents) agent.join();
        tracker.close();
    }

    @Test
    void message_USER_TEXT_needs_no_quotes_and_takes_dashes() throws Exception {
        CommandLineRunner.Ran sent = anna.run("message", "bob", "no", "--quotes", "-q", "needed");
        assertThat(sent.err()).isEmpty();
        assertThat(sent.out()).isEqualTo("sent to bob\n");
        assertThat(inbox(bob, "anna: ")).endsWith("anna: no --quotes -q needed");
    }

    @Test
    void message_USER_TEXT_is_refused_for_somebody_unknown_for_yourself_and_without_text() {
        fails(anna.run("message", "nobody", "hello"), 3, "unknown-peer");
        fails(anna.run("--json", "message", "nobody", "hello"), 3, "\"code\":\"unknown-peer\"");
        fails(anna.run("message", "anna", "hello"), 2, "yourself");
        fails(anna.run("message", "bob", " "), 2, "no text");
        fails(anna.run("message", "bob"), 2, "TEXT");
    }

    @Test
    void message_USER_TEXT_is_kept_for_somebody_offline() {
        assertThat(anna.run("message", "carol", "for", "later").status()).isZero();
        assertThat(tracker.people.waiting("carol")).isEqualTo(1);
    }

    @Test
    void broadcast_TEXT_warns_with_a_count_when_somebody_has_blocked_you() {
        tracker.people.block("dora", "anna");
        tracker.addPeer("dora", null, true);
        CommandLineRunner.Ran sent = anna.run("broadcast", "to", "you", "all");
        assertThat(sent.status()).isZero();
        assertThat(sent.out()).isEqualTo("sent to 1 peer\n");
        assertThat(sent.err()).contains("1 did not get it").doesNotContain("dora");
    }

    @Test
    void block_and_unblock_USER_say_what_is_wrong() {
        assertThat(anna.run("block", "carol").out()).isEqualTo("carol is blocked\n");
        assertThat(anna.run("blocks").out()).contains("carol");
        fails(anna.run("block", "carol"), 1, "already");
        fails(anna.run("block", "anna"), 2, "themselves");
        fails(anna.run("block", "nobody"), 3, "unknown-peer");
        assertThat(anna.run("unblock", "carol").status()).isZero();
        fails(anna.run("unblock", "carol"), 3, "not-blocked");
    }

    @Test
    void startprivate_private_and_stopprivate_USER() throws Exception {
        assertThat(anna.run("private", "start", "bob").out()).isEqualTo("the private link to bob is open\n");
        fails(anna.run("private", "start", "bob"), 1, "open already");
        assertThat(anna.run("private", "say", "bob", "only", "you").status()).isZero();
        assertThat(anna.run("private", "bob", "and", "so", "on").status()).isZero();
        assertThat(inbox(bob, "and so on")).contains("anna has opened a private link", "anna (private): only you");
        assertThat(anna.run("private", "stop", "bob").status()).isZero();
        fails(anna.run("private", "say", "bob", "x"), 3, "no private link");
        fails(anna.run("private", "start", "carol"), 5, "peer-offline");
        fails(anna.run("private", "start", "nobody"), 3, "unknown-peer");
        fails(anna.run("private", "start", "anna"), 2, "yourself");
    }

    @Test
    void limits_of_an_agent_that_runs_are_not_changed_on_the_way_and_the_command_for_it_is_named() {
        fails(
                anna.run("get", "a.bin", "--limit-down", "1MB/s", "--limit-up", "2MB/s"),
                2,
                "try: fileswarm limit --up 2MB/s --down 1MB/s\n");
    }

    @Test
    void status_and_doctor_name_both_ports() {
        assertThat(anna.run("status").out())
                .containsPattern("reachable on TCP port \\d+ and UDP port \\d+, \\d+ links?\n")
                .contains("0 files shared, 0 downloads running, ");
        assertThat(anna.run("status", "--json").out()).containsPattern("\"tcpPort\":\\d+,\"udpPort\":\\d+,");
        assertThat(anna.run("doctor").out()).containsPattern("the agent listens on TCP port \\d+ and UDP port \\d+");
    }

    @Test
    void the_table_is_read_without_the_tracker_from_the_agent() {
        assertThat(anna.run("list", "--cached").status()).isZero();
    }

    /** An agent of its own home, in this process, asked over its local API as any other. */
    private CommandLineRunner agent(Path folder, String name) throws Exception {
        Files.createDirectories(folder);
        CommandLineRunner runner = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
        CommandLineRunner own = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
        agents.add(Thread.startVirtualThread(() -> own.run("peer", name, "--bind", "127.0.0.1")));
        Path file = runner.home().resolve(LocalApiAddress.FILE_NAME);
        long endNanos = System.nanoTime() + 30_000_000_000L;
        while (LocalApiAddress.read(file).isEmpty()
                || runner.run("status").out().isEmpty()
                || !runner.run("status").out().contains("connected")) {
            if (System.nanoTime() > endNanos) throw new AssertionError("the agent of " + name + " does not start");
            LockSupport.parkNanos(20_000_000);
        }
        return runner;
    }

    /** Reads the inbox until something is there. */
    private static String inbox(CommandLineRunner whose, String awaited) {
        StringBuilder read = new StringBuilder();
        long endNanos = System.nanoTime() + 20_000_000_000L;
        while (!read.toString().contains(awaited)) {
            if (System.nanoTime() > endNanos) throw new AssertionError("not in the inbox: " + awaited + "\n" + read);
            read.append(whose.run("inbox").out());
            LockSupport.parkNanos(20_000_000);
        }
        return read.toString().strip();
    }

    private static void fails(CommandLineRunner.Ran ran, int status, String said) {
        assertThat(ran.status()).as(ran.err()).isEqualTo(status);
        assertThat(ran.err()).contains(said);
    }
}
