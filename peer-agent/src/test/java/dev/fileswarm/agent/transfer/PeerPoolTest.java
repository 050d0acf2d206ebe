package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.CloseReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PeerPoolTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private final TestCluster cluster = new TestCluster("cluster-1");
    private TestPeer alice;
    private TestPeer bob;

    @BeforeEach
    void start() throws Exception {
        alice = new TestPeer(cluster, "alice", folder);
        bob = new TestPeer(cluster, "bob", folder);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
    }

    @Test
    void blocksThatAreAskedForComeFromTheOtherPeer() throws Exception {
        MemorySource source = new MemorySource(1, 3 * MIB + 777);
        bob.share(source);
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = alice.connect(bob);
        remote.follow(source.content(), follower);
        assertThat(follower.next()).isEqualTo("holds 13 of 13 chunks");

        int first = remote.request(source.content(), new BlockRun(new ChunkIndex(3), 0, 16));
        assertThat(follower.next()).isEqualTo("blocks " + first);
        assertThat(follower.dataOf(first)).isEqualTo(Arrays.copyOfRange(source.bytes, 3 * MIB / 4, MIB));
        int last = remote.request(source.content(), new BlockRun(new ChunkIndex(12), 0, 1));
        assertThat(follower.next()).isEqualTo("blocks " + last);
        assertThat(follower.dataOf(last)).isEqualTo(Arrays.copyOfRange(source.bytes, 3 * MIB, 3 * MIB + 777));
    }

    @Test
    void eitherSideOfALinkMayAsk() throws Exception {
        MemorySource source = new MemorySource(2, MIB);
        alice.share(source);
        alice.connect(bob);
        RemotePeer back = bob.connect(alice);
        RecordingFollower follower = new RecordingFollower();
        back.follow(source.content(), follower);
        assertThat(follower.next()).isEqualTo("holds 4 of 4 chunks");
        int request = back.requestChunkHashes(source.content(), 1, 3);
        assertThat(follower.next()).isEqualTo("hashes " + request + " from 1 count 3");
        assertThat(alice.events.lines).containsExactly("opened bob");
    }

    @Test
    void followersHearOfVerifiedChunksAndOfLoss() throws Exception {
        MemorySource source = new MemorySource(3, MIB);
        source.lose(0);
        source.lose(2);
        bob.share(source);
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = alice.connect(bob);
        remote.follow(source.content(), follower);
        assertThat(follower.next()).isEqualTo("holds 2 of 4 chunks");
        source.gain(2);
        bob.pool.chunksVerified(source.content(), List.of(new ChunkIndex(2)));
        assertThat(follower.next()).isEqualTo("holds more [2]");
        source.lose(1);
        bob.pool.holdingChanged(source.content());
        assertThat(follower.next()).isEqualTo("holds 2 of 4 chunks");
        int request = remote.request(source.content(), new BlockRun(new ChunkIndex(1), 0, 1));
        assertThat(follower.next()).isEqualTo("refused " + request + " NOT_HELD");
    }

    @Test
    void whatIsNotSharedIsNotHeld() throws Exception {
        ContentId unknown = new MemorySource(4, MIB).content();
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = alice.connect(bob);
        remote.follow(unknown, follower);
        assertThat(follower.next()).isEqualTo("holds 0 of 4 chunks");
        int request = remote.request(unknown, new BlockRun(new ChunkIndex(1), 0, 1));
        assertThat(follower.next()).isEqualTo("refused " + request + " UNKNOWN_CONTENT");
    }

    @Test
    void aBlockedPeerGetsNoLinkAndHearsWhy() {
        bob.blocked.add(new PeerName("Alice"));
        assertThatThrownBy(() -> alice.connect(bob))
                .isInstanceOf(PeerUnavailableException.class)
                .hasMessage("No link to bob: alice is blocked here")
                .extracting(e -> ((PeerUnavailableException) e).reason())
                .isEqualTo(CloseReason.BLOCKED);
    }

    @Test
    void blockingAPeerEndsItsLinkAndDoesNotTellItWhy() throws Exception {
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = alice.connect(bob);
        remote.follow(new MemorySource(5, MIB).content(), follower);
        assertThat(follower.next()).isEqualTo("holds 0 of 4 chunks");
        bob.blocked.add(new PeerName("alice"));
        bob.pool.blocksChanged();
        assertThat(follower.next()).isEqualTo("gone DONE");
        assertThat(remote.request(new MemorySource(5, MIB).content(), new BlockRun(new ChunkIndex(0), 0, 1)))
                .isZero();
    }

    @Test
    void followingAnEndedLinkIsAnsweredByGone() throws Exception {
        RemotePeer remote = alice.connect(bob);
        remote.close(CloseReason.DONE, "enough");
        RecordingFollower follower = new RecordingFollower();
        remote.follow(new MemorySource(6, MIB).content(), follower);
        assertThat(follower.next()).isEqualTo("gone DONE");
    }

    @Test
    void nobodyAtTheAddressIsSaidWithTheAddress() {
        bob.close();
        assertThatThrownBy(() -> alice.connect(bob))
                .isInstanceOf(PeerUnavailableException.class)
                .hasMessageContaining(bob.address().toString());
    }
}
