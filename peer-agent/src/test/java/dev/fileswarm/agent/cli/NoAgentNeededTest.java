package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.TestSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be done anyway, or is known without one, starts no agent in the background. A % is a blank within a word. */
class NoAgentNeededTest {
    @TempDir
    Path folder;

    private FakeTracker tracker;
    private CommandLineRunner alice;

    @BeforeEach
    void setUp() throws IOException {
        tracker = FakeTracker.start();
        tracker.addPeer("Robert", TestSigner.fresh().key(), false);
        tracker.addOffer(
                "a.bin", "Robert", new ContentId(Digest.parse("ab".repeat(32)), ChunkLayout.standard(1_000_000)));
        alice = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
        assertThat(alice.run("register", "alice").status()).isZero();
    }

    @AfterEach
    void tearDown() {
        tracker.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            withdraw nosuch            | 3 | nothing is offered here as "nosuch"   | fileswarm list
            pause nosuch               | 3 | there is no download "nosuch"         | fileswarm downloads
            resume nosuch              | 3 | there is no download "nosuch"         | fileswarm downloads
            cancel nosuch              | 3 | there is no download "nosuch"         | fileswarm downloads
            message robret hello       | 3 | there is no peer "robret"             | did you mean robert?
            message robert %          | 2 | there is no text to send              | give some words
            broadcast %               | 2 | there is no text to send              | give some words
            block xyzzyplugh           | 3 | there is no peer "xyzzyplugh"         | fileswarm who
            private start robret       | 3 | there is no peer "robret"             | did you mean robert?
            private robret hello       | 3 | there is no peer "robret"             | did you mean robert?
            private start ../x         | 2 | "../x" cannot be a name               | choose a name
            get a.bin --from robret    | 3 | there is no peer "robret"             | did you mean robert?
            get abababab --from robret | 3 | there is no peer "robret"             | did you mean robert?
            get a.bin -b --from robret | 3 | there is no peer "robret"             | did you mean robert?
            """)
    void what_fails_anyway_fails_at_once(String line, int status, String said, String tried) {
        String[] words = Stream.of(line.strip().split(" "))
                .map(word -> word.replace('%', ' '))
                .toArray(String[]::new);

        var ran = alice.run(words);

        assertThat(ran.status()).as(ran.err()).isEqualTo(status);
        assertThat(ran.err()).startsWith("fileswarm: " + said + "\n").contains("  try: " + tried);
        assertThat(alice.home().resolve("log"))
                .as("log of an agent that was started")
                .doesNotExist();
    }

    @Test
    void without_an_agent_no_private_link_is_open() {
        assertThat(alice.run("private", "list").out()).isEqualTo("no private link is open\n");
        assertThat(alice.home().resolve("log")).doesNotExist();
    }
}
