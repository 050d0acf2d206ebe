package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What goes on between people, over real processes. Anna sits at one shell all the time; Ben gives single commands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeopleTest {
    private Network network;
    private Running anna;
    private Running ben;
    private Running shell;

    @BeforeAll
    void startNetwork(@TempDir Path folder) throws IOException {
        network = Network.start(folder);
        var peers = network.peers("anna", "ben");
        anna = peers.getFirst();
        ben = peers.getLast();
        shell = network.home("anna").start("shell");
    }

    @AfterAll
    void endNetwork() {
        shell.close();
        network.close();
    }

    @Test
    @Order(1)
    void a_message_that_was_taken_survives_a_kill_of_its_receiver_and_is_shown_once() {
        Fileswarm home = network.home("ben");
        shell.type("message ben taken before --the kill");
        ben.await("a message from anna");
        ben.kill();
        shell.type("message ben sent while away");
        shell.await("sent to ben");

        ben = network.peer("ben");
        ben.await("a message from anna");
        assertThat(home.run("inbox").expect(0).out().lines().map(line -> line.replaceFirst(".*  ", "")))
                .containsExactly("anna: taken before --the kill", "anna: sent while away");
        assertThat(home.run("inbox").expect(0).out()).isEmpty();
    }

    @Test
    @Order(2)
    void p3_message_is_refused_for_somebody_unknown_for_yourself_and_without_text() {
        shell.type("message nobody hello");
        shell.await("Nobody here has the name 'nobody'");
        shell.type("message anna hello");
        shell.await("that is yourself");
        shell.type("message ben");
        shell.type(""); // asked for the text
        shell.await("nothing done");
    }

    @Test
    @Order(2)
    void p3_whoelse_and_whoelsesince_tell_who_is_here_and_who_was() {
        shell.type("whoelse");
        shell.await("^ben +online");
        shell.type("whoelsesince 3600 --json");
        shell.await("\"type\":\"peer\".*\"name\":\"ben\"");
        shell.type("whoelsesince soon");
        shell.await("\"soon\" is no length of time");
    }

    @Test
    @Order(2)
    void p3_broadcast_reaches_all_who_have_not_blocked_its_sender_and_says_how_many_have() {
        shell.type("broadcast hello all of you");
        shell.await("^sent to 1 peer$");
        network.home("ben").run("block", "anna").expect(0);
        shell.type("broadcast hello again");
        shell.await("^sent to 0 peers$");
        shell.await("1 did not get it");
        network.home("ben").run("unblock", "anna").expect(0);
        assertThat(network.home("ben").run("inbox").expect(0).out())
                .contains("anna to all: hello all of you")
                .doesNotContain("hello again");
    }

    @Test
    @Order(2)
    void p3_block_and_unblock_say_what_is_wrong_and_tell_nobody() {
        shell.type("block anna");
        shell.await("nobody can block themselves");
        shell.type("block nemo");
        shell.await("Nobody here has the name 'nemo'");
        shell.type("unblock ben");
        shell.await("You have not blocked 'ben'");
        shell.type("block ben");
        shell.await("^ben is blocked$");
        shell.type("BLOCK ben");
        shell.await("ben is blocked already");
        shell.type("unblock ben");
        shell.await("ben is not blocked any more");
        assertThat(ben.output()).doesNotContain("blocked");
    }

    @Test
    @Order(3)
    void a_block_refuses_messages_private_links_and_chunks() throws IOException {
        Path file = network.file("for-anna.bin", 300_000, 3);
        Path into = network.folder("for-anna");
        Fileswarm home = network.home("anna");
        commands(network.home("ben"), "offer " + file, "block anna").expect(0);

        Fileswarm.Result refused = commands(
                home,
                "message ben hello",
                "private start ben",
                "get for-anna.bin --give-up-after 1 --into " + into,
                "quit");
        assertThat(refused.err()).contains("does not want messages").contains("does not want private links");
        assertThat(refused.err().lines().filter(line -> line.contains("\"exitStatus\":4")))
                .hasSize(2);
        assertThat(refused.status()).as("of the download, which was last").isNotZero();
        assertThat(into.resolve("for-anna.bin")).doesNotExist();

        network.home("ben").run("unblock", "anna").expect(0);
        commands(home, "get for-anna.bin --into " + into, "message ben hello").expect(0);
        ben.await("anna fetches for-anna.bin");
        assertThat(into.resolve("for-anna.bin")).hasSameBinaryContentAs(file);
    }

    @Test
    @Order(4) // leaves no tracker behind
    void a_private_link_goes_on_when_the_tracker_is_killed_and_breaks_with_a_killed_peer() {
        shell.type("startprivate ben");
        ben.await("anna has opened a private link");
        network.tracker().kill();
        anna.await("the tracker is gone");

        shell.type("private ben the tracker is dead");
        shell.await("said to ben");
        Fileswarm.Result answered = network.home("ben")
                .typing("private anna and we are not\ninbox\n", "shell")
                .expect(0);
        assertThat(answered.out() + answered.err())
                .contains("anna has opened a private link", "anna (private): the tracker is dead");
        shell.await("^ben \\(private\\): and we are not");
        assertThat(anna.output() + ben.output()).doesNotContain("and we are not");

        ben.kill();
        anna.await("the private link to ben broke");
        shell.type("private ben hello?");
        shell.await("no private link to ben is open");
        shell.type("quit");
        assertThat(shell.awaitExit()).as("of the last command that failed").isEqualTo(3);
    }

    /** Commands one after the other in one process; the errors have their exit statuses. */
    private static Fileswarm.Result commands(Fileswarm person, String... lines) {
        return person.typing(String.join("\n", lines) + "\n", "--json", "shell");
    }
}
