package dev.fileswarm.tracker.peer;

import static dev.fileswarm.tracker.Api.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where a peer is said to be: what the connection shows, what a trusted proxy says, what the tracker verified. */
class AddressesTest {
    @Test
    void a_host_counts_after_the_tracker_has_found_the_registered_key_there() throws Exception {
        TestPeer ann = TestPeer.registered(api(), TestPeer.freshName("ann"));
        String path = "/api/v1/peers/" + ann.name();
        try (TlsPeer listening = new TlsPeer(ann.keys())) {
            Map<String, Object> claim = body("host", "localhost", "tcpPort", listening.port());
            JsonNode addresses = ann.api().patch(path, claim).is(200).json().path("addresses");
            assertThat(addresses
                            .valueStream()
                            .map(address -> address.path("host").asString()))
                    .containsExactly("localhost", "127.0.0.1");
            TestPeer ben = TestPeer.registered(api(), TestPeer.freshName("ben"));
            ben.api().patch("/api/v1/peers/" + ben.name(), claim).isProblem(422, "host-not-verified");
        }
        Map<String, Object> nobodyThere = body("host", "127.0.0.1");
        ann.api().patch(path, nobodyThere).isProblem(422, "host-not-verified");
        assertThat(ann.api()
                        .patch(path, body("host", ""))
                        .is(200)
                        .json()
                        .path("addresses")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void what_cannot_be_a_host_is_refused() {
        TestPeer ann = TestPeer.registered(api(), TestPeer.freshName("ann"));
        for (String host : List.of("a b", "http://x", "../x", "-x", "x".repeat(254)))
            ann.api()
                    .patch("/api/v1/peers/" + ann.name(), body("host", host))
                    .isProblem(400, "validation-failed")
                    .names("host");
        ann.api()
                .patch("/api/v1/peers/" + ann.name(), body("host", "localhost", "tcpPort", 0))
                .isProblem(400, "validation-failed")
                .names("tcpPort");
    }

    @Test
    void a_forwarded_address_counts_only_when_a_trusted_proxy_says_it() {
        TestPeer ann = TestPeer.registered(api(), TestPeer.freshName("ann"));
        assertThat(hostAfterHeartbeat(ann, api(), "203.0.113.9")).isEqualTo("127.0.0.1");
        try (TestTracker proxied =
                TestTracker.shared().another(Map.of("fileswarm.access.trusted-proxies", "127.0.0.0/8,10.0.0.0/8"))) {
            assertThat(hostAfterHeartbeat(ann, proxied.api(), "203.0.113.9")).isEqualTo("203.0.113.9");
            assertThat(hostAfterHeartbeat(ann, proxied.api(), "198.51.100.1, 203.0.113.8, 10.1.2.3"))
                    .isEqualTo("203.0.113.8");
            assertThat(hostAfterHeartbeat(ann, proxied.api(), "evil, 10.1.2.3")).isEqualTo("10.1.2.3");
        }
    }

    @Test
    void an_address_of_each_kind_is_kept() {
        TestPeer ann = TestPeer.registered(api(), TestPeer.freshName("ann"));
        try (TestTracker proxied =
                TestTracker.shared().another(Map.of("fileswarm.access.trusted-proxies", "127.0.0.1"))) {
            hostAfterHeartbeat(ann, proxied.api(), "2001:db8::7");
        }
        JsonNode addresses =
                ann.api().get("/api/v1/peers/" + ann.name()).is(200).json().path("addresses");
        assertThat(addresses.valueStream().map(address -> address.path("host").asString()))
                .containsExactly("127.0.0.1", "2001:db8::7");
    }

    @Test
    void networks_are_ranges_of_addresses() {
        assertThat(contains("10.0.0.0/8", "10.255.0.1")).isTrue();
        assertThat(contains("10.0.0.0/8", "11.0.0.1")).isFalse();
        assertThat(contains("192.0.2.128/25", "192.0.2.127")).isFalse();
        assertThat(contains("192.0.2.7", "192.0.2.7")).isTrue();
        assertThat(contains("2001:db8::/33", "2001:db8:7fff::1")).isTrue();
        assertThat(contains("2001:db8::/33", "2001:db8:8000::1")).isFalse();
        assertThat(contains("0.0.0.0/0", "2001:db8::1")).isFalse();
        for (String bad : List.of("", "10.0.0.0/33", "10.0.0.0/-1", "10.0/8", "host/8", "10.0.0.0/x", "::/129"))
            assertThatThrownBy(() -> Network.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean contains(String network, String address) {
        return Network.parse(network).contains(InetAddress.ofLiteral(address));
    }

    private static String hostAfterHeartbeat(TestPeer peer, Api tracker, String forwardedFor) {
        tracker.as(peer.token())
                .with("X-Forwarded-For", forwardedFor)
                .post("/api/v1/peers/" + peer.name() + "/heartbeat", Map.of())
                .is(200);
        return peer.api()
                .get("/api/v1/peers/" + peer.name())
                .is(200)
                .json()
                .at("/addresses/0/host")
                .asString();
    }

    private static Api api() {
        return TestTracker.shared().api();
    }

    /** What an agent's listener looks like from outside: TLS 1.3 with a self-signed certificate, and it wants one too. */
    private static final class TlsPeer implements AutoCloseable {
        private final SSLServerSocket server;
        private final Thread accepting;

        TlsPeer(KeyPair keys) throws Exception {
            X500Principal name = new X500Principal("CN=peer");
            Instant now = Instant.now();
            Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.ONE,
                                    Date.from(now.minus(Duration.ofDays(1))),
                                    Date.from(now.plus(Duration.ofDays(1))),
                                    name,
                                    keys.getPublic())
                            .build(new JcaContentSignerBuilder("Ed25519").build(keys.getPrivate())));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("peer", keys.getPrivate(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(managers.getKeyManagers(), null, null);
            server = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
            server.setNeedClientAuth(true);
            accepting = Thread.ofVirtual().name("tls-peer").start(this::accept);
        }

        int port() {
            return server.getLocalPort();
        }

        private void accept() {
            while (!server.isClosed()) {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                    socket.startHandshake();
                } catch (IOException e) {
                    // The tracker shows no certificate, so the handshake ends here; or the test is over.
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            while (accepting.isAlive()) Thread.onSpinWait();
        }
    }
}
