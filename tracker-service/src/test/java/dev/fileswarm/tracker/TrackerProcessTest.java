package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tracker as a process of its own, closed and over HTTPS, from its first line to its end. */
class TrackerProcessTest {
    private static final Pattern JOIN_LINK = Pattern.compile("  join link   (https://[^#]+)#([\\w-]{43})\\.([\\w-]+)");

    @TempDir
    Path folder;

    @Test
    void a_join_link_is_all_that_is_needed_to_join_and_everything_is_there_after_a_restart() throws Exception {
        TestPeer ann;
        Matcher first;
        try (RunningTracker tracker = RunningTracker.start(folder, "--bind", "0.0.0.0")) {
            first = joinLink(tracker);
            assertThat(tracker.lines().getLast()).isEqualTo("fileswarm tracker listening on " + first.group(1));
            assertThat(tracker.lines()).anyMatch(line -> line.contains("curl --insecure --pinnedpubkey 'sha256//"));
            assertThat(tracker.lines()).anyMatch(line -> line.contains(first.group(1) + "/swagger-ui.html"));
            Api api = new Api(loopback(first.group(1)), pinned(first.group(2)));
            ann = TestPeer.unregistered(api, "ann");
            Map<String, Object> request =
                    ann.registration(ann.challenge("register").is(201), 42_000, 42_000);
            request.put("joinSecret", first.group(3));
            api.post("/api/v1/peers", request).is(201);
            String operator = Files.readString(folder.resolve("operator-token")).strip();
            api.as(operator).put("/api/v1/bans/mallory").is(204);
            assertThat(tracker.stop()).isTrue();
        }
        for (String secret : List.of("operator-token", "private-key.pem"))
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))))
                    .isEqualTo("rw-------");
        try (RunningTracker tracker = RunningTracker.start(folder, "--bind", "0.0.0.0")) {
            Matcher again = joinLink(tracker);
            assertThat(again.group(2)).isEqualTo(first.group(2));
            assertThat(again.group(3)).isEqualTo(first.group(3));
            Api api = new Api(loopback(again.group(1)), pinned(again.group(2)));
            ann.at(api).signIn(42_000, 42_000).is(201);
            assertThat(tracker.stop()).isTrue();
        }
    }

    private static Matcher joinLink(RunningTracker tracker) {
        return tracker.lines().stream()
                .map(JOIN_LINK::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
    }

    private static URI loopback(String url) {
        return URI.create("https://127.0.0.1:" + URI.create(url).getPort());
    }

    /** Trusts nothing but the key whose fingerprint the join link carries. */
    private static SSLContext pinned(String fingerprint) throws Exception {
        TrustManager trust = new X509ExtendedTrustManager() {
            private void check(X509Certificate[] chain) {
                try {
                    byte[] seen = MessageDigest.getInstance("SHA-256")
                            .digest(chain[0].getPublicKey().getEncoded());
                    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(seen);
                    if (!text.equals(fingerprint)) throw new IllegalStateException("another key: " + text);
                } catch (NoSuchAlgorithmException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
                check(chain);
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
                check(chain);
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
                check(chain);
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return context;
    }
}
