package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.time.Timers;
import dev.fileswarm.agent.transfer.ContentSource;
import dev.fileswarm.agent.transfer.KnownPeers;
import dev.fileswarm.agent.transfer.Membership;
import dev.fileswarm.agent.transfer.PeerPool;
import dev.fileswarm.agent.transfer.PoolListener;
import dev.fileswarm.agent.transfer.PoolSettings;
import dev.fileswarm.agent.transport.Listener;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.Traffic;
import dev.fileswarm.agent.transport.tcp.TcpSettings;
import dev.fileswarm.agent.transport.tcp.TcpTransport;
import dev.fileswarm.agent.transport.udp.DatagramSettings;
import dev.fileswarm.agent.transport.udp.DatagramTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A peer with real links on loopback, and a credential of a cluster that all of them share. */
final class LoopbackPeer implements AutoCloseable {
    static final String TRACKER_ID = "test-cluster";
    private static final PeerIdentity CLUSTER = PeerIdentity.generate();

    final PeerName name;
    final Set<PeerName> blocked = ConcurrentHashMap.newKeySet();
    final PeerPool pool;
    private final Map<ContentId, ContentSource> sources = new ConcurrentHashMap<>();
    private final PeerIdentity identity;
    private final DatagramTransport lanes;
    private final Timers timers;
    private final Listener listener;

    LoopbackPeer(String name, Path folder) throws IOException {
        this(name, folder, PeerIdentity.generate(), 0);
    }

    final Traffic traffic = new Traffic(Clock.system());

    private LoopbackPeer(String name, Path folder, PeerIdentity identity, int port) throws IOException {
        this.name = new PeerName(name);
        this.identity = identity;
        this.timers = Timers.start("test-timers-" + name);
        TcpTransport transport = new TcpTransport(identity, TcpSettings.standard(), timers, traffic);
        Membership membership = new Membership(
                TRACKER_ID, this.name, identity.key(), CLUSTER.key(), () -> credential(name, identity.key()));
        this.lanes = DatagramTransport.open(
                InetAddress.getLoopbackAddress(), 0, 0, DatagramSettings.standard(), Clock.system(), traffic);
        this.pool = new PeerPool(
                membership,
                new KnownPeers(folder.resolve(name + "-known-peers")),
                blocked::contains,
                sources::get,
                transport,
                lanes,
                PoolListener.NONE,
                PoolSettings.standard("test"),
                Clock.system(),
                timers);
        this.listener = transport.listen(InetAddress.getLoopbackAddress(), port, port, pool::accept);
    }

    /** The same peer again, under the same key and port, after it was closed. */
    LoopbackPeer reborn(Path folder) throws IOException {
        return new LoopbackPeer(name.value(), folder, identity, listener.port());
    }

    Source source() {
        return new Source(name, identity.key(), List.of(new PeerAddress("127.0.0.1", listener.port(), 0)));
    }

    LoopbackPeer share(ContentSource source) {
        sources.put(source.content(), source);
        return this;
    }

    /** From now on it is a peer without UDP. */
    void closeUdp() {
        lanes.close();
    }

    void unshare(ContentId content) {
        sources.remove(content);
        pool.holdingChanged(content);
    }

    @Override
    public void close() {
        listener.close();
        pool.close();
        lanes.close();
        timers.close();
    }

    static String credential(String name, PeerKey key) {
        return credential(name, key, Instant.now().plus(Duration.ofHours(12)));
    }

    static String credential(String name, PeerKey key, Instant expiresAt) {
        String payload = String.join(
                "\n",
                "fileswarm-credential/1",
                TRACKER_ID,
                name,
                key.toString(),
                Long.toString(expiresAt.getEpochSecond()));
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(bytes) + "." + base64.encodeToString(CLUSTER.sign(bytes));
    }
}
