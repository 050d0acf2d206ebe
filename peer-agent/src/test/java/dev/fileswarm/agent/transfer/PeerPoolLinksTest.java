package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.session.SessionTimes;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.tcp.RawTls;
import dev.fileswarm.agent.transport.tcp.TcpSettings;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.Ping;
import dev.fileswarm.agent.wire.Pong;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which links there are: found, shared, kept, turned away, ended. */
@Timeout(60)
class PeerPoolLinksTest {
    private static final int MIB = 1024 * 1024;
    private static final int ROUNDS = 15;

    @TempDir
    Path folder;

    private final TestCluster cluster = new TestCluster("cluster-1");

    @Test
    void peersThatDialEachOtherAtOnceKeepOneLinkAndTheSame() throws Exception {
        MemorySource source = new MemorySource(1, MIB);
        try (TestPeer alice = new TestPeer(cluster, "alice", folder);
                TestPeer bob = new TestPeer(cluster, "bob", folder);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            alice.share(source);
            bob.share(source);
            for (int round = 0; round < ROUNDS; round++) {
                CountDownLatch start = new CountDownLatch(1);
                Future<RemotePeer> there = executor.submit(() -> connectAfter(start, alice, bob));
                Future<RemotePeer> back = executor.submit(() -> connectAfter(start, bob, alice));
                start.countDown();
                there.get();
                back.get();
                Await.until(() -> isServed(alice, bob, source) && isServed(bob, alice, source));
                alice.pool.find(new PeerName("bob")).orElseThrow().close(CloseReason.DONE, "next round");
                Await.until(
                        () -> alice.pool.peers().isEmpty() && bob.pool.peers().isEmpty());
            }
        }
    }

    @Test
    void manyWhoWantTheSamePeerShareOneLink() throws Exception {
        try (TestPeer alice = new TestPeer(cluster, "alice", folder);
                TestPeer bob = new TestPeer(cluster, "bob", folder);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RemotePeer>> links = new ArrayList<>();
            for (int i = 0; i < 50; i++) links.add(executor.submit(() -> alice.connect(bob)));
            for (Future<RemotePeer> link : links) {
                assertThat(link.get()).isSameAs(links.getFirst().get());
            }
            assertThat(alice.events.lines).containsExactly("opened bob");
        }
    }

    @Test
    void aNewLinkOfAPeerThatCameBackReplacesItsOldOne() throws Exception {
        PeerIdentity identity = PeerIdentity.generate();
        try (TestPeer bob = new TestPeer(cluster, "bob", folder);
                RawTls before = open(bob, identity, "carol");
                RawTls after = open(bob, identity, "carol")) {
            assertThat(before.farewell()).startsWith("DUPLICATE: ");
            assertThat(after.send(new Ping(9)).next()).isEqualTo(new Pong(9));
        }
    }

    @Test
    void anAddressThatDoesNotAnswerDoesNotHoldUpTheOthers() throws Exception {
        PeerIdentity identity = PeerIdentity.generate();
        TcpSettings patient = new TcpSettings(Duration.ofMinutes(10), Duration.ofMinutes(10), 128, 100);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestPeer bob = new TestPeer(cluster, "bob", folder);
                TestPeer alice = new TestPeer(
                        cluster.membership("alice", identity),
                        folder,
                        identity,
                        PoolSettings.standard("test"),
                        patient)) {
            PeerAddress nobody = new PeerAddress("127.0.0.1", silent.getLocalPort(), 0);
            RemotePeer remote =
                    alice.pool.connect(new PeerName("bob"), bob.identity.key(), List.of(nobody, nobody, bob.address()));
            assertThat(remote.address().tcpPort()).isEqualTo(bob.address().tcpPort());
        }
    }

    @Test
    void whenNoAddressAnswersEachIsNamed() throws Exception {
        try (TestPeer alice = new TestPeer(cluster, "alice", folder);
                TestPeer other = new TestPeer(cluster, "other", folder)) {
            PeerAddress closed = closedAddress();
            assertThatThrownBy(() -> alice.pool.connect(
                            new PeerName("bob"),
                            PeerIdentity.generate().key(),
                            List.of(closed, other.address(), new PeerAddress("no.such.host.invalid", 55_000, 0))))
                    .isInstanceOf(PeerUnavailableException.class)
                    .hasMessageStartingWith("No link to bob: ")
                    .hasMessageContaining(closed + ": Connection refused")
                    .hasMessageContaining(other.address() + " is somebody with another key")
                    .hasMessageContaining("no.such.host.invalid:55000: no such host");
        }
    }

    @Test
    void oneLinkTooManyIsTurnedAway() throws Exception {
        try (TestPeer bob = new TestPeer(
                        cluster, "bob", folder, PeerIdentity.generate(), settings(1, Duration.ofMinutes(5)));
                TestPeer alice = new TestPeer(cluster, "alice", folder);
                TestPeer carol = new TestPeer(cluster, "carol", folder)) {
            alice.connect(bob);
            RecordingFollower follower = new RecordingFollower();
            try {
                carol.connect(bob).follow(new MemorySource(1, MIB).content(), follower);
                assertThat(follower.next()).isEqualTo("gone TOO_MANY_LINKS");
            } catch (PeerUnavailableException e) {
                assertThat(e.reason()).isEqualTo(CloseReason.TOO_MANY_LINKS);
            }
            assertThat(bob.pool.peers()).hasSize(1);
        }
    }

    @Test
    void aLinkThatNobodyNeedsIsClosedAndOneThatIsNeededStays() throws Exception {
        MemorySource source = new MemorySource(1, MIB);
        try (TestPeer bob = new TestPeer(
                        cluster, "bob", folder, PeerIdentity.generate(), settings(9, Duration.ofSeconds(1)));
                TestPeer alice = new TestPeer(cluster, "alice", folder);
                TestPeer carol = new TestPeer(cluster, "carol", folder)) {
            bob.share(source);
            RecordingFollower follower = new RecordingFollower();
            alice.connect(bob).follow(source.content(), follower);
            carol.connect(bob);
            Await.until(() -> carol.events.lines.contains("closed bob DONE"));
            assertThat(alice.pool.peers()).hasSize(1);
        }
    }

    @Test
    void aPoolThatClosesSaysGoodbyeAndOpensNoMore() throws Exception {
        try (TestPeer bob = new TestPeer(cluster, "bob", folder);
                TestPeer alice = new TestPeer(cluster, "alice", folder)) {
            RecordingFollower follower = new RecordingFollower();
            alice.connect(bob).follow(new MemorySource(1, MIB).content(), follower);
            assertThat(follower.next()).startsWith("holds");
            bob.pool.close();
            assertThat(follower.next()).isEqualTo("gone SHUTTING_DOWN");
            assertThatThrownBy(() -> bob.connect(alice)).hasMessageContaining("shutting down");
        }
    }

    @Test
    void aPeerDoesNotLinkWithItself() throws Exception {
        try (TestPeer alice = new TestPeer(cluster, "alice", folder)) {
            assertThatThrownBy(() -> alice.connect(alice)).hasMessageContaining("that is this peer itself");
        }
    }

    private static RemotePeer connectAfter(CountDownLatch start, TestPeer from, TestPeer to) throws Exception {
        start.await();
        return from.connect(to);
    }

    /** Whether the one link there is works in this direction. */
    private static boolean isServed(TestPeer asker, TestPeer server, MemorySource source) {
        List<RemotePeer> links = asker.pool.peers();
        if (links.size() != 1) return false;
        RecordingFollower follower = new RecordingFollower();
        links.getFirst().follow(source.content(), follower);
        try {
            boolean isServed = follower.next().startsWith("holds");
            links.getFirst().unfollow(source.content(), Follow.Wish.DONE);
            return isServed && server.pool.peers().size() == 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RawTls open(TestPeer peer, PeerIdentity identity, String name) throws Exception {
        RawTls raw = RawTls.connect(identity, peer.address().tcpPort());
        raw.send(new Hello(
                1,
                1,
                cluster.trackerId,
                new PeerName(name),
                cluster.credential(name, identity.key()),
                new byte[16],
                "test"));
        raw.send(new Ping(1)).send(new Pong(0));
        for (Frame frame = raw.next(); !frame.equals(new Pong(1)); ) frame = raw.next();
        Await.until(() -> peer.pool.find(new PeerName(name)).isPresent());
        return raw;
    }

    private static PeerAddress closedAddress() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new PeerAddress("127.0.0.1", socket.getLocalPort(), 0);
        }
    }

    private static PoolSettings settings(int maxLinks, Duration idle) {
        return new PoolSettings(
                "test",
                maxLinks,
                64,
                64,
                8,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                idle,
                SessionTimes.standard());
    }
}
