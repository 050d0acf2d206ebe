package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.time.Timers;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Listener;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.Traffic;
import dev.fileswarm.agent.transport.tcp.TcpSettings;
import dev.fileswarm.agent.transport.tcp.TcpTransport;
import dev.fileswarm.agent.transport.udp.DatagramSettings;
import dev.fileswarm.agent.transport.udp.DatagramTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A whole peer as far as links go, on loopback. */
final class TestPeer implements AutoCloseable {
    final String name;
    final PeerIdentity identity;
    final Set<PeerName> blocked = ConcurrentHashMap.newKeySet();
    final Map<ContentId, ContentSource> sources = new ConcurrentHashMap<>();
    final RecordingPoolListener events = new RecordingPoolListener();
    final KnownPeers knownPeers;
    final PeerPool pool;
    final DatagramTransport lanes;
    final Traffic traffic = new Traffic(Clock.system());
    private final Timers timers;
    private final Listener listener;

    TestPeer(TestCluster cluster, String name, Path folder) throws IOException {
        this(cluster, name, folder, PeerIdentity.generate(), PoolSettings.standard("test"));
    }

    TestPeer(TestCluster cluster, String name, Path folder, PeerIdentity identity, PoolSettings settings)
            throws IOException {
        this(cluster.membership(name, identity), folder, identity, settings);
    }

    TestPeer(Membership membership, Path folder, PeerIdentity identity, PoolSettings settings) throws IOException {
        this(membership, folder, identity, settings, TcpSettings.standard());
    }

    TestPeer(TestCluster cluster, String name, Path folder, DatagramSettings lanes) throws IOException {
        this(cluster, name, folder, PeerIdentity.generate(), lanes, UnaryOperator.identity());
    }

    TestPeer(Membership membership, Path folder, PeerIdentity identity, PoolSettings settings, TcpSettings tcpSettings)
            throws IOException {
        this(
                membership,
                folder,
                identity,
                settings,
                tcpSettings,
                DatagramSettings.standard(),
                UnaryOperator.identity());
    }

    /** @param network what lies between this peer's lanes and the others' */
    TestPeer(TestCluster cluster, String name, Path folder, UnaryOperator<Lanes> network) throws IOException {
        this(cluster, name, folder, PeerIdentity.generate(), DatagramSettings.standard(), network);
    }

    private TestPeer(
            TestCluster cluster,
            String name,
            Path folder,
            PeerIdentity identity,
            DatagramSettings lanes,
            UnaryOperator<Lanes> network)
            throws IOException {
        this(
                cluster.membership(name, identity),
                folder,
                identity,
                PoolSettings.standard("test"),
                TcpSettings.standard(),
                lanes,
                network);
    }

    private TestPeer(
            Membership membership,
            Path folder,
            PeerIdentity identity,
            PoolSettings settings,
            TcpSettings tcpSettings,
            DatagramSettings laneSettings,
            UnaryOperator<Lanes> network)
            throws IOException {
        this.name = membership.name().value();
        this.identity = identity;
        this.knownPeers = new KnownPeers(folder.resolve(name).resolve("known-peers"));
        this.timers = Timers.start("test-timers-" + name);
        TcpTransport transport = new TcpTransport(identity, tcpSettings, timers, traffic);
        this.lanes =
                DatagramTransport.open(InetAddress.getLoopbackAddress(), 0, 0, laneSettings, Clock.system(), traffic);
        this.pool = new PeerPool(
                membership,
                knownPeers,
                blocked::contains,
                sources::get,
                transport,
                network.apply(lanes),
                events,
                settings,
                Clock.system(),
                timers);
        this.listener = transport.listen(InetAddress.getLoopbackAddress(), 0, 0, pool::accept);
    }

    PeerAddress address() {
        return new PeerAddress("127.0.0.1", listener.port(), 0);
    }

    RemotePeer connect(TestPeer other) throws Exception {
        return pool.connect(new PeerName(other.name), other.identity.key(), List.of(other.address()));
    }

    void share(ContentSource source) {
        sources.put(source.content(), source);
    }

    @Override
    public void close() {
        listener.close();
        pool.close();
        lanes.close();
        timers.close();
    }
}
