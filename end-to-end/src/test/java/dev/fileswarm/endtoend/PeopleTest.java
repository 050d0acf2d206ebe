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

/** What goes on between people, over real processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeopleTest {
    private Network network;
    private Running anna;
    private Running ben;

    @BeforeAll
    void startNetwork(@TempDir Path folder) throws IOException {
        network = Network.start(folder);
        anna = network.peer("anna");
        ben = network.peer("ben");
    }

    @AfterAll
    void endNetwork() {
        network.close();
    }

    @Test
    @Order(1)
    void a_message_that_was_taken_survives_a_kill_of_its_receiver_and_is_shown_once() {
        Fileswarm home = network.home("ben");
        network.home("anna")
                .run("message", "ben", "taken", "before", "--the", "kill")
                .expect(0);
        ben.await("a message from anna");
        ben.kill();
        network.home("anna").run("message", "ben", "sent", "while", "away").expect(0);

        ben = network.peer("ben");
        ben.await("a message from anna");
        assertThat(home.run("inbox").expect(0).out().lines().map(line -> line.replaceFirst(".*  ", "")))
                .containsExactly("anna: taken before --the kill", "anna: sent while away");
        assertThat(home.run("inbox").expect(0).out()).isEmpty();
    }

    @Test
    @Order(3) // leaves no tracker behind
    void a_private_link_goes_on_when_the_tracker_is_killed_and_breaks_with_a_killed_peer() {
        Fileswarm home = network.home("anna");
        home.run("private", "start", "ben").expect(0);
        ben.await("anna has opened a private link");
        network.tracker().kill();
        anna.await("the tracker is gone");

        home.run("private", "say", "ben", "the", "tracker", "is", "dead").expect(0);
        network.home("ben").run("private", "anna", "and we are not").expect(0);
        assertThat(network.home("ben").run("inbox").expect(0).out())
                .contains("anna has opened a private link", "anna (private): the tracker is dead");
        assertThat(home.run("inbox").expect(0).out()).contains("ben (private): and we are not");
        assertThat(anna.output() + ben.output()).doesNotContain("and we are not");

        ben.kill();
        anna.await("the private link to ben broke");
        Fileswarm.Result refused = home.run("private", "say", "ben", "hello?").expect(3);
        assertThat(refused.err()).contains("no private link to ben is open");
    }

    @Test
    @Order(2)
    void a_block_refuses_messages_private_links_and_chunks() throws IOException {
        Path file = network.file("for-anna.bin", 300_000, 3);
        network.home("ben").run("offer", file.toString()).expect(0);
        network.home("ben").run("block", "anna").expect(0);
        Fileswarm home = network.home("anna");
        assertThat(home.run("message", "ben", "hello").expect(4).err()).contains("does not want messages");
        home.run("private", "start", "ben").expect(4);
        Path into = network.folder("for-anna");
        assertThat(home.run("get", "for-anna.bin", "--into", into.toString(), "--give-up-after", "1")
                        .status())
                .isNotZero();

        network.home("ben").run("unblock", "anna").expect(0);
        home.run("get", "for-anna.bin", "--into", into.toString()).expect(0);
        ben.await("anna fetches for-anna.bin");
        home.run("message", "ben", "hello").expect(0);
    }
}
