package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.tcp.RawTls;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.Ping;
import dev.fileswarm.agent.wire.Pong;
import dev.fileswarm.agent.wire.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bob serves Alice, and Mallory tries everything over real sockets. After each attempt Alice is still served. */
@Timeout(120)
class HostilePeerTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private final TestCluster cluster = new TestCluster("cluster-1");
    private final TestCluster otherCluster = new TestCluster("cluster-2");
    private final PeerIdentity mallory = PeerIdentity.generate();
    private final MemorySource source = new MemorySource(7, 2 * MIB);
    private final RecordingFollower follower = new RecordingFollower();
    private TestPeer alice;
    private TestPeer bob;
    private RemotePeer bobSeenByAlice;

    @BeforeEach
    void start() throws Exception {
        alice = new TestPeer(cluster, "alice", folder);
        bob = new TestPeer(cluster, "bob", folder);
        bob.share(source);
        bobSeenByAlice = alice.connect(bob);
        bobSeenByAlice.follow(source.content(), follower);
        assertThat(follower.next()).isEqualTo("holds 8 of 8 chunks");
    }

    @AfterEach
    void theHonestLinkIsStillServed() throws Exception {
        try {
            int request = bobSeenByAlice.request(source.content(), new BlockRun(new ChunkIndex(3), 0, 16));
            assertThat(follower.next()).isEqualTo("blocks " + request);
            assertThat(follower.dataOf(request)).isEqualTo(Arrays.copyOfRange(source.bytes, 3 * MIB / 4, MIB));
        } finally {
            alice.close();
            bob.close();
        }
    }

    // hello and credentials

    @Test
    void aWrongMagicIsNamed() throws Exception {
        byte[] bytes = new byte[60];
        bytes[3] = 56;
        bytes[4] = 1;
        System.arraycopy("GET / HTTP".getBytes(), 0, bytes, 5, 10);
        try (RawTls raw = raw(mallory).send(bytes)) {
            assertThat(raw.farewell()).isEqualTo("PROTOCOL_ERROR: HELLO: magic: expected 0x46535731, came 0x47455420");
        }
    }

    @Test
    void anOldVersionIsToldBothVersions() throws Exception {
        Hello old = new Hello(0, 0, "cluster-1", new PeerName("mallory"), "", new byte[16], "old/0.1");
        try (RawTls raw = raw(mallory).send(old)) {
            assertThat(raw.farewell())
                    .isEqualTo("VERSION: no version in common: this side speaks version 1, the other version 0");
        }
    }

    @Test
    void aForgedCredentialIsRefused() throws Exception {
        TestCluster impostor = new TestCluster("cluster-1"); // signs with another key
        assertThat(greeted("mallory", impostor.credential("mallory", mallory.key())))
                .isEqualTo("CREDENTIAL: the credential is not good: the credential was not signed by this cluster");
    }

    @Test
    void anExpiredCredentialIsRefusedWithWhatToDo() throws Exception {
        Instant past = Instant.now().minus(Duration.ofSeconds(5));
        assertThat(greeted("mallory", cluster.credential("mallory", mallory.key(), past)))
                .startsWith("CREDENTIAL: the credential has expired at ")
                .endsWith("a heartbeat to the tracker brings a new one");
    }

    @Test
    void aPeerOfAnotherClusterIsRefused() throws Exception {
        Hello hello = hello("cluster-2", "mallory", otherCluster.credential("mallory", mallory.key()));
        assertThat(greeted(hello)).isEqualTo("CREDENTIAL: this peer is of cluster cluster-1, not cluster-2");
    }

    @Test
    void anothersCredentialIsOfNoUse() throws Exception {
        String stolen = cluster.credential("carol", PeerIdentity.generate().key());
        assertThat(greeted("carol", stolen)).isEqualTo("CREDENTIAL: the credential is for another key than TLS showed");
    }

    @Test
    void anothersNameWithTheOwnCredentialIsRefused() throws Exception {
        assertThat(greeted("alice", cluster.credential("mallory", mallory.key())))
                .isEqualTo("CREDENTIAL: the credential is for mallory, not alice");
    }

    @Test
    void garbageAsACredentialIsRefused() throws Exception {
        for (String garbage : List.of("", ".", "a.b", "!!!.???", "x".repeat(1_024), "..", "AAAA.AAAA")) {
            assertThat(greeted("mallory", garbage)).startsWith("CREDENTIAL: the credential is not good: ");
        }
    }

    @Test
    void aChangedKeyIsRefusedLoudlyEvenWithAGoodCredential() throws Exception {
        assertThat(greeted("alice", cluster.credential("alice", mallory.key())))
                .isEqualTo("KEY_CHANGED: alice is known here by another key");
        assertThat(bob.events.lines).contains("key of alice changed");
    }

    @Test
    void whoeverAnswersForAnotherIsNotTalkedTo() {
        assertThatThrownBy(() -> alice.pool.connect(
                        new PeerName("carol"), PeerIdentity.generate().key(), List.of(bob.address())))
                .hasMessage("No link to carol: " + bob.address() + " is somebody with another key");
        assertThatThrownBy(() -> alice.pool.connect(new PeerName("carol"), bob.identity.key(), List.of(bob.address())))
                .hasMessage("No link to carol: dialled carol, answered bob");
    }

    // bytes

    @Test
    void garbageInPlaceOfTlsIsHungUpOn() throws Exception {
        for (String garbage :
                List.of("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\0".repeat(3_000), "\26\3\1\377\377aaaaa")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(garbage.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("reset"); // hung up with bytes still unread
            }
        }
    }

    @Test
    void whoHasNoCertificateOrNoModernTlsGetsNoLink() {
        assertThatThrownBy(() -> plainTls("TLSv1.3")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> plainTls("TLSv1.2")).isInstanceOf(IOException.class);
    }

    @Test
    void garbageInsideTlsIsAProtocolError() throws Exception {
        for (long seed = 0; seed < 20; seed++) {
            byte[] garbage = new byte[5_000];
            new Random(seed).nextBytes(garbage);
            try (RawTls raw = raw(mallory).send(garbage)) {
                assertThat(raw.farewell()).as("seed %d", seed).startsWith("PROTOCOL_ERROR: ");
            }
        }
    }

    @Test
    void garbageAfterAGoodHelloIsAProtocolError() throws Exception {
        try (RawTls raw = opened()) {
            raw.send(new byte[] {0, 0, 0, 9, 0x55, 0, 0, 0, 0, 0, 0, 0, 0});
            assertThat(raw.farewell())
                    .isEqualTo("PROTOCOL_ERROR: frame: type: expected one of the protocol, came 0x55");
        }
    }

    @Test
    void anOversizeFrameIsRefusedBeforeItIsSent() throws Exception {
        try (RawTls raw = opened()) {
            raw.send(new byte[] {0x7F, 0, 0, 0, 8});
            assertThat(raw.farewell())
                    .isEqualTo("PROTOCOL_ERROR: frame: length: expected 1 to 270336, came 2130706432");
        }
    }

    @Test
    void aFrameBeforeTheHelloIsRefused() throws Exception {
        try (RawTls raw = raw(mallory).send(new Ping(1))) {
            assertThat(raw.farewell()).isEqualTo("PROTOCOL_ERROR: frame: type: expected HELLO first, came PING");
        }
    }

    // floods and stalls

    @Test
    void whoAsksTooMuchKeepsTheLink() throws Exception {
        try (RawTls raw = opened()) {
            for (int i = 1; i <= Request.MAX_OPEN + 300; i++) raw.send(request(i));
            raw.send(new Ping(77));
            assertThat(untilPong(raw, 77)).isTrue();
        }
    }

    @Test
    void whoAsksAndNeverReadsIsCutOff() throws Exception {
        try (RawTls raw = opened()) {
            // The answers fill the socket's buffers; then 1,024 requests wait, and after them so many BUSY that it is
            // enough.
            assertThatThrownBy(() -> {
                        for (int i = 1; true; i++) raw.send(request(i)); // until it is hung up on
                    })
                    .isInstanceOf(IOException.class);
        }
        await("closed mallory FLOODING");
    }

    @Test
    void whoReadsNothingForTooLongIsCutOff() throws Exception {
        PoolSettings standard = PoolSettings.standard("test");
        PoolSettings impatient = new PoolSettings(
                "test",
                standard.maxLinks(),
                standard.maxUnopenedLinks(),
                standard.maxUploadLinks(),
                standard.maxReads(),
                standard.readPatience(),
                standard.busyRetry(),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                standard.uploadPause(),
                standard.idle(),
                standard.times());
        try (TestPeer carol = new TestPeer(cluster, "carol", folder, PeerIdentity.generate(), impatient)) {
            carol.share(source);
            try (RawTls raw = RawTls.connect(mallory, carol.address().tcpPort())) {
                open(raw);
                for (int i = 1; i <= 500; i++) raw.send(request(i));
                Await.until(() -> carol.events.lines.contains("closed mallory TIMED_OUT"));
            }
        }
    }

    @Test
    void connectionsThatStallBeforeTlsDoNotKeepOthersOut() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) stalled.add(new Socket(InetAddress.getLoopbackAddress(), port()));
            try (TestPeer carol = new TestPeer(cluster, "carol", folder)) {
                assertThat(carol.connect(bob).name()).isEqualTo(new PeerName("bob"));
            }
        } finally {
            for (Socket socket : stalled) socket.close();
        }
    }

    @Test
    void linksThatStallBeforeTheirHelloDoNotKeepOthersOut() throws Exception {
        List<RawTls> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) stalled.add(raw(mallory));
            try (TestPeer carol = new TestPeer(cluster, "carol", folder)) {
                assertThat(carol.connect(bob).name()).isEqualTo(new PeerName("bob"));
            }
        } finally {
            stalled.forEach(RawTls::close);
        }
    }

    @Test
    void halfAFrameAndAHangUpIsAnOrdinaryLoss() throws Exception {
        try (RawTls raw = opened()) {
            raw.send(new byte[] {0, 0, 0, 9, 0x0E, 1, 2});
        }
        await("closed mallory LOST");
    }

    private RawTls raw(PeerIdentity identity) throws IOException {
        return RawTls.connect(identity, port());
    }

    private int port() {
        return bob.address().tcpPort();
    }

    /** What bob says to this hello in the end. */
    private String greeted(String name, String credential) throws Exception {
        return greeted(hello("cluster-1", name, credential));
    }

    private String greeted(Hello hello) throws Exception {
        try (RawTls raw = raw(mallory).send(hello).send(new Ping(1))) {
            return raw.farewell();
        }
    }

    private static Hello hello(String trackerId, String name, String credential) {
        return new Hello(1, 1, trackerId, new PeerName(name), credential, new byte[16], "hostile/1");
    }

    /** A link of Mallory's that is open: he is a member of the cluster and still means no good. */
    private RawTls opened() throws Exception {
        RawTls raw = raw(mallory);
        open(raw);
        return raw;
    }

    private void open(RawTls raw) throws Exception {
        raw.send(hello("cluster-1", "mallory", cluster.credential("mallory", mallory.key())));
        raw.send(new Ping(1)).send(new Pong(0));
        assertThat(untilPong(raw, 1)).isTrue();
    }

    private static boolean untilPong(RawTls raw, long value) throws Exception {
        for (Frame frame = raw.next(); frame != null; frame = raw.next()) {
            if (frame.equals(new Pong(value))) return true;
        }
        return false;
    }

    private Request request(int number) {
        return new Request(number, source.content(), new BlockRun(new ChunkIndex(number % 8), 0, 16));
    }

    private void await(String event) throws InterruptedException {
        Await.until(() -> bob.events.lines.contains(event));
    }

    private void plainTls(String version) throws Exception {
        SSLContext context = SSLContext.getInstance(version);
        context.init(null, new javax.net.ssl.TrustManager[] {new TrustAll()}, new SecureRandom());
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            socket.getOutputStream().write(1);
            if (socket.getInputStream().read() < 0) throw new IOException("closed");
        }
    }

    private static final class TrustAll implements javax.net.ssl.X509TrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String authType) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
