package dev.fileswarm.agent.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.tracker.FakeTracker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed tracker behind a certificate of its own making. */
class JoinCommandTest {
    private static final String SECRET = "the-secret-of-this-test0lglW";

    private static final String OTHER_SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAG9qf";

    @TempDir
    Path folder;

    FakeTracker tracker;
    MockWebServer https;
    String fingerprint;
    CommandLineRunner fileswarm;

    @BeforeEach
    void setUp() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder().build();
        byte[] publicKey = certificate.certificate().getPublicKey().getEncoded();
        fingerprint = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        java.security.MessageDigest.getInstance("SHA-256").digest(publicKey));
        tracker = FakeTracker.start().closed(SECRET);
        https = new MockWebServer();
        https.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        https.setDispatcher(
                new Dispatcher() { // the tracker outlives this server
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        return tracker.dispatch(request);
                    }
                });
        https.start();
        fileswarm = new CommandLineRunner(folder);
    }

    @AfterEach
    void tearDown() {
        https.close();
        tracker.close();
    }

    private String url() {
        return "https://127.0.0.1:" + https.getPort();
    }

    @Test
    void a_link_is_all_it_takes_to_register_and_read() {
        var joined = fileswarm.run("join", url() + "#" + fingerprint + "." + SECRET);

        assertThat(joined.status()).isZero();
        assertThat(joined.err()).contains("fileswarm register NAME");
        assertThat(fileswarm.run("register", "alice").status()).isZero();
        assertThat(fileswarm.run("list").status()).isZero();
        assertThat(fileswarm.run("who", "--tracker", url()).out()).contains("alice (you)");
    }

    @Test
    void the_secret_is_kept_from_others_and_is_never_printed() throws IOException {
        var joined = fileswarm.run("join", url() + "#" + fingerprint + "." + SECRET, "--json");

        assertThat(joined.out() + joined.err()).doesNotContain(SECRET);
        assertThat(fileswarm.run("paths").out()).doesNotContain(SECRET).contains(url());
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(java.nio.file.Files.getPosixFilePermissions(
                        fileswarm.home().resolve("config.toml"))))
                .isEqualTo("rw-------");
    }

    @Test
    void another_certificate_than_the_links_is_refused_and_nothing_is_kept() {
        String other = "A".repeat(43);

        var joined = fileswarm.run("join", url() + "#" + other + "." + SECRET);

        assertThat(joined.status()).isEqualTo(6);
        assertThat(joined.err()).contains("is not the tracker").contains(fingerprint);
        assertThat(fileswarm.home().resolve("config.toml")).doesNotExist();
    }

    @Test
    void a_secret_that_was_cut_or_mistyped_is_refused_before_anybody_is_asked() {
        String link = url() + "#" + fingerprint + "." + SECRET;

        for (String wrong :
                List.of(link.substring(0, link.length() - 1), link + "x", link.replace("-test0", "-text0"))) {
            var refused = fileswarm.run("join", wrong);

            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("cut short or was changed").contains("copy the whole link");
        }
        assertThat(tracker.requests()).isEmpty();
        assertThat(fileswarm.home().resolve("config.toml")).doesNotExist();
    }

    @Test
    void the_secret_of_another_tracker_is_told_as_such_when_a_name_is_taken() {
        var joined = fileswarm.run("join", url() + "#" + fingerprint + "." + OTHER_SECRET, "--name", "alice");

        assertThat(joined.status()).isEqualTo(4);
        assertThat(joined.err()).contains("secret in the join link is not this tracker's", "fileswarm join LINK");
    }

    @Test
    void a_plain_address_of_a_tracker_behind_a_certificate_is_told_of_and_the_other_way_round() throws IOException {
        try (ServerSocket unencrypted = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> refuseAll(unencrypted));
            var encrypted = fileswarm.run("join", "https://127.0.0.1:" + unencrypted.getLocalPort());

            assertThat(encrypted.status()).isEqualTo(1);
            assertThat(encrypted.err())
                    .contains("no encrypted connection", "http://127.0.0.1:" + unencrypted.getLocalPort());
        }

        try (MockWebServer tls = new MockWebServer()) {
            tls.enqueue(new MockResponse.Builder()
                    .code(400)
                    .body("Bad Request\nThis combination of host and port requires TLS.\n")
                    .build());
            tls.start();
            var plain = fileswarm.run("join", "http://127.0.0.1:" + tls.getPort());

            assertThat(plain.status()).isEqualTo(1);
            assertThat(plain.err()).contains("it speaks https", "link that the tracker printed");
        }
    }

    /** What a web server says to who greets it in TLS: at once, where others wait for the rest of the line. */
    private static void refuseAll(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                connection.getInputStream().read();
                connection.getOutputStream().write("HTTP/1.1 400 \r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
                connection.shutdownOutput();
                connection
                        .getInputStream()
                        .transferTo(OutputStream.nullOutputStream()); // no reset takes the answer away
            } catch (IOException e) {
                // the client has gone, or the server
            }
        }
    }

    @Test
    void a_port_that_has_no_interface_is_told_of() throws IOException {
        try (MockWebServer health = new MockWebServer()) {
            health.enqueue(new MockResponse.Builder()
                    .code(404)
                    .addHeader("Content-Type", "application/problem+json")
                    .body("{\"code\":\"not-found\",\"status\":404,\"detail\":\"No such path.\"}")
                    .build());
            health.start();
            var joined = fileswarm.run("join", "http://127.0.0.1:" + health.getPort());

            assertThat(joined.status()).isEqualTo(1);
            assertThat(joined.err()).contains("not the interface of a tracker", "health", "listening on");
        }
    }

    @Test
    void a_link_that_the_shell_cut_at_the_hash_is_recognised() {
        var cut = fileswarm.run("join", tracker.url());

        assertThat(cut.status()).isEqualTo(4);
        assertThat(cut.err()).contains("in quotes");
    }

    @Test
    void what_is_no_link_is_a_usage_error() {
        assertThat(fileswarm.run("join", "hello").status()).isEqualTo(2);
        assertThat(fileswarm.run("join", url() + "#" + fingerprint + ".short").status())
                .isEqualTo(2);
        assertThat(fileswarm.run("join").status()).isEqualTo(2);
    }

    @Test
    void a_second_link_of_the_same_cluster_is_one_more_address() {
        fileswarm.run("join", url() + "#" + fingerprint + "." + SECRET);
        fileswarm.run("register", "alice");

        var second = fileswarm.run("join", tracker.url() + "#." + SECRET);

        assertThat(second.out()).contains("one more address");
        https.close();
        assertThat(fileswarm.run("who").out()).contains("alice (you)");
    }

    @Test
    void other_identities_of_the_machine_use_what_was_joined() {
        fileswarm.run("join", url() + "#" + fingerprint + "." + SECRET);

        assertThat(fileswarm.run("--as", "bob", "register", "bob").status()).isZero();
    }

    @Test
    void an_open_trackers_plain_address_can_be_joined() throws IOException {
        try (FakeTracker open = FakeTracker.start()) {
            assertThat(fileswarm.run("join", open.url()).status()).isZero();
            assertThat(fileswarm.run("register", "alice").status()).isZero();
        }
    }
}
