package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneListener;
import dev.fileswarm.agent.transport.Lanes;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Between two whole peers whose datagrams all go, and never come. */
@Timeout(60)
class FirewallTest {
    private static final int CHUNK_BYTES = 256 << 10;

    @TempDir
    Path folder;

    @Test
    void where_no_datagram_gets_through_what_was_asked_for_over_udp_comes_over_tcp() throws Exception {
        TestCluster cluster = new TestCluster("cluster-1");
        try (DatagramSocket blackHole = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                TestPeer alice = new TestPeer(cluster, "alice", folder, lanes -> new Firewalled(lanes, blackHole));
                TestPeer bob = new TestPeer(cluster, "bob", folder, lanes -> new Firewalled(lanes, blackHole))) {
            MemorySource source = new MemorySource(5, 4 * CHUNK_BYTES);
            bob.share(source);
            RecordingFollower follower = new RecordingFollower();
            RemotePeer remote = alice.connect(bob);
            remote.follow(source.content(), follower, TransportChoice.UDP);
            assertThat(follower.next()).isEqualTo("holds 4 of 4 chunks");

            int first = remote.request(source.content(), new BlockRun(new ChunkIndex(0), 0, 16));
            assertThat(follower.next()).as("once the lane is given up").isEqualTo("busy " + first);
            for (int chunk = 0; chunk < 4; chunk++) {
                int request = remote.request(source.content(), new BlockRun(new ChunkIndex(chunk), 0, 16));
                assertThat(follower.next()).isEqualTo("blocks " + request);
            }

            Carried carried = remote.carried(source.content());
            assertThat(carried.tcpBytes()).isEqualTo(4L * CHUNK_BYTES);
            assertThat(carried.udpBytes()).isZero();
        }
    }

    /**
     * Sends, and tells the others a port that nobody reads.
     *
     * @param blackHole what is sent there is lost
     */
    private record Firewalled(Lanes lanes, DatagramSocket blackHole) implements Lanes {
        @Override
        public int port() {
            return blackHole.getLocalPort();
        }

        @Override
        public Lane open(byte[] material, boolean isDialler, PeerAddress remote, LaneListener listener)
                throws IOException {
            return lanes.open(material, isDialler, remote, listener);
        }
    }
}
