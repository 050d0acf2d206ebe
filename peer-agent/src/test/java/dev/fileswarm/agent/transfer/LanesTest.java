package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.transport.udp.DatagramSettings;
import dev.fileswarm.agent.wire.Follow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blocks over UDP, between two whole peers on loopback. */
@Timeout(60)
class LanesTest {
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
    void allThatIsAskedForComesOverUdpByteForByte() throws Exception {
        MemorySource source = new MemorySource(1, 12 * MIB + 777);
        bob.share(source);
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = alice.connect(bob);
        remote.follow(source.content(), follower, TransportChoice.UDP);
        assertThat(follower.next()).isEqualTo("holds 49 of 49 chunks");

        List<Integer> requests = new ArrayList<>();
        for (int chunk = 0; chunk < 48; chunk++) {
            requests.add(remote.request(source.content(), new BlockRun(new ChunkIndex(chunk), 0, 16)));
        }
        requests.add(remote.request(source.content(), new BlockRun(new ChunkIndex(48), 0, 1)));
        for (int request : requests) assertThat(follower.next()).isEqualTo("blocks " + request);
        for (int chunk = 0; chunk < requests.size(); chunk++) {
            int from = chunk * MIB / 4;
            int to = Math.min(from + MIB / 4, source.bytes.length);
            assertThat(follower.dataOf(requests.get(chunk))).isEqualTo(Arrays.copyOfRange(source.bytes, from, to));
        }
        Carried carried = remote.carried(source.content());
        assertThat(carried.udpBytes()).isEqualTo(source.bytes.length);
        assertThat(carried.tcpBytes()).isZero();
        assertThat(carried.udpRttNanos()).isPositive();

        remote.unfollow(source.content(), Follow.Wish.DONE);
        Await.until(() -> !bob.events.uploaded.isEmpty());
        Carried given = bob.events.uploaded.getFirst();
        assertThat(given.udpBytes()).as("what its server tells of it").isEqualTo(source.bytes.length);
        assertThat(given.udpRttNanos()).isPositive();
        assertThat(given)
                .hasToString(String.format(
                        Locale.ROOT,
                        "%d bytes over UDP (loss %.1f %%, round trip %.0f ms) and 0 over TCP",
                        source.bytes.length,
                        100 * given.udpLossShare(),
                        given.udpRttNanos() / 1e6));
    }

    @Test
    void keysAreRenewedWhileBlocksComeAndNoneIsLost() throws Exception {
        DatagramSettings standard = DatagramSettings.standard();
        DatagramSettings shortLived = new DatagramSettings(
                standard.maxLaneBytes(), standard.maxBytes(), 60, standard.maxPacketsPerKey(), standard.socketBytes());
        MemorySource source = new MemorySource(6, 8 * MIB);
        try (TestPeer carol = new TestPeer(cluster, "carol", folder, shortLived)) {
            carol.share(source);
            RecordingFollower follower = new RecordingFollower();
            RemotePeer remote = alice.connect(carol);
            remote.follow(source.content(), follower, TransportChoice.UDP);
            assertThat(follower.next()).isEqualTo("holds 32 of 32 chunks");
            for (int chunk = 0; chunk < 32; chunk++) {
                int request = remote.request(source.content(), new BlockRun(new ChunkIndex(chunk), 0, 16));
                assertThat(follower.next()).isEqualTo("blocks " + request);
                int from = chunk * MIB / 4;
                assertThat(follower.dataOf(request)).isEqualTo(Arrays.copyOfRange(source.bytes, from, from + MIB / 4));
            }
            assertThat(remote.carried(source.content()).udpBytes()).isEqualTo(source.bytes.length);
            assertThat(((PeerConnection) remote).laneFigures().renewals()).isPositive();
        }
    }

    @Test
    void theLaneIsAgreedOnBeforeTheFirstRequest() throws Exception {
        MemorySource source = new MemorySource(7, MIB);
        bob.share(source);
        RemotePeer remote = alice.connect(bob);
        remote.follow(source.content(), new RecordingFollower(), TransportChoice.UDP);
        Await.until(() -> ((PeerConnection) remote).laneFigures() != null);
    }

    @Test
    void bothTransportsServeOneLinkAtOnce() throws Exception {
        MemorySource one = new MemorySource(2, 2 * MIB);
        MemorySource other = new MemorySource(3, 2 * MIB);
        bob.share(one);
        alice.share(other);
        RecordingFollower overUdp = new RecordingFollower();
        RecordingFollower overTcp = new RecordingFollower();
        RemotePeer there = alice.connect(bob);
        RemotePeer back = bob.connect(alice);
        there.follow(one.content(), overUdp, TransportChoice.UDP);
        back.follow(other.content(), overTcp, TransportChoice.TCP);
        assertThat(overUdp.next()).isEqualTo("holds 8 of 8 chunks");
        assertThat(overTcp.next()).isEqualTo("holds 8 of 8 chunks");
        int first = there.request(one.content(), new BlockRun(new ChunkIndex(5), 0, 16));
        int second = back.request(other.content(), new BlockRun(new ChunkIndex(6), 0, 16));
        assertThat(overUdp.next()).isEqualTo("blocks " + first);
        assertThat(overTcp.next()).isEqualTo("blocks " + second);
        assertThat(there.carried(one.content()).udpBytes()).isEqualTo(MIB / 4);
        assertThat(back.carried(other.content()).tcpBytes()).isEqualTo(MIB / 4);
    }

    @Test
    void whatIsNotHeldIsRefusedOnTheLaneToo() throws Exception {
        MemorySource source = new MemorySource(4, MIB);
        bob.share(source);
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = alice.connect(bob);
        remote.follow(source.content(), follower, TransportChoice.UDP);
        assertThat(follower.next()).isEqualTo("holds 4 of 4 chunks");
        source.lose(2);
        int missing = remote.request(source.content(), new BlockRun(new ChunkIndex(2), 0, 16));
        assertThat(follower.next()).isEqualTo("refused " + missing + " NOT_HELD");
        int held = remote.request(source.content(), new BlockRun(new ChunkIndex(3), 0, 16));
        assertThat(follower.next()).isEqualTo("blocks " + held);
    }

    @Test
    void aPeerWithoutUdpIsAskedOverTcp() throws Exception {
        MemorySource source = new MemorySource(5, MIB);
        bob.share(source);
        bob.lanes.close();
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = alice.connect(bob);
        remote.follow(source.content(), follower, TransportChoice.UDP);
        assertThat(follower.next()).isEqualTo("holds 4 of 4 chunks");
        int request = remote.request(source.content(), new BlockRun(new ChunkIndex(0), 0, 16));
        String answer = follower.next();
        if (answer.equals("busy " + request)) { // it was asked for before it was known that there will be no lane
            request = remote.request(source.content(), new BlockRun(new ChunkIndex(0), 0, 16));
            answer = follower.next();
        }
        assertThat(answer).isEqualTo("blocks " + request);
        assertThat(remote.carried(source.content()).tcpBytes()).isEqualTo(MIB / 4);
    }
}
