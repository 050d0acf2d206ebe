package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transport.PeerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPeersTest {
    @TempDir
    Path folder;

    private final PeerKey first = PeerIdentity.generate().key();
    private final PeerKey second = PeerIdentity.generate().key();
    private final PeerName alice = new PeerName("Alice");
    private Path file;
    private KnownPeers known;

    @BeforeEach
    void start() {
        file = folder.resolve("below").resolve("known-peers");
        known = new KnownPeers(file);
    }

    @Test
    void theFirstKeyStaysTheKey() throws IOException {
        assertThat(known.keyOf("t", alice)).isEmpty();
        assertThat(known.pin("t", alice, first)).isEqualTo(first);
        assertThat(known.pin("t", alice, second)).isEqualTo(first);
        assertThat(new KnownPeers(file).keyOf("t", new PeerName("ALICE"))).contains(first);
    }

    @Test
    void aNameAtAnotherTrackerIsAnotherName() throws IOException {
        known.pin("t", alice, first);
        assertThat(known.pin("u", alice, second)).isEqualTo(second);
    }

    @Test
    void theFileIsTextThatPeopleMayWrite() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# friends\n\n  t   bob  " + second + "\n# no line feed at the end");
        assertThat(known.keyOf("t", new PeerName("bob"))).contains(second);
        known.pin("t", alice, first);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "# friends", "", "  t   bob  " + second, "# no line feed at the end", "t Alice " + first);
    }

    @Test
    void aForgottenKeyGivesWayToTheNext() throws IOException {
        known.pin("t", alice, first);
        assertThat(known.forget("t", alice)).isTrue();
        assertThat(known.forget("t", alice)).isFalse();
        assertThat(known.pin("t", alice, second)).isEqualTo(second);
    }

    @Test
    void aSpoiltLineIsNamedAndNotPassedOver() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# friends\nt alice notakey\n");
        assertThatThrownBy(() -> known.pin("t", alice, first))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("correct the line, or take it out");
    }
}
