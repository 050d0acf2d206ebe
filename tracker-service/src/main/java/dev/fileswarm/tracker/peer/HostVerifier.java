package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.springframework.stereotype.Component;

/**
 * Dials a host that a peer says is its own and compares the key it finds there with the registered one. The handshake
 * proves that whoever answers has the key's private half; certificate chains and names prove nothing among peers.
 */
@Component
class HostVerifier {
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final Duration DIAL_RETRY = Duration.ofMillis(TIMEOUT_MILLIS);

    /** Dialling is slow and outward: a handful at a time is plenty. */
    private final Semaphore dials = new Semaphore(8);

    void verify(String host, int port, byte[] key, boolean callerIsLocal) {
        if (!dials.tryAcquire())
            throw ProblemException.tooMany(
                    "The tracker verifies several hosts right now. Try again in a few seconds.", DIAL_RETRY);
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!mayDial(address, callerIsLocal) || !Arrays.equals(key, keyAt(new InetSocketAddress(address, port))))
                throw notVerified(host, port);
        } catch (IOException e) {
            throw notVerified(host, port);
        } finally {
            dials.release();
        }
    }

    private static boolean mayDial(InetAddress address, boolean callerIsLocal) {
        if (address.isLoopbackAddress()) return callerIsLocal;
        return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !address.isLinkLocalAddress();
    }

    /** Null where the peer's key is no Ed25519 key. */
    private static byte[] keyAt(InetSocketAddress address) throws IOException {
        SeenCertificate seen = new SeenCertificate();
        try (Socket plain = new Socket()) {
            plain.connect(address, TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            try (SSLSocket socket = (SSLSocket) context(seen)
                    .getSocketFactory()
                    .createSocket(plain, address.getHostString(), address.getPort(), false)) {
                socket.setEnabledProtocols(new String[] {"TLSv1.3"});
                socket.startHandshake();
            }
        }
        return seen.key;
    }

    private static SSLContext context(SeenCertificate seen) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {seen}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS 1.3", e);
        }
    }

    /** One answer for every reason: what else the tracker can reach is nobody's business. */
    private static ProblemException notVerified(String host, int port) {
        return new ProblemException(
                ErrorCode.HOST_NOT_VERIFIED,
                "The tracker did not find your key at " + host + " port " + port
                        + ". Is the peer running there, and does a firewall let the tracker in?");
    }

    /** Accepts any certificate and remembers its key; used by one connection. */
    private static final class SeenCertificate extends X509ExtendedTrustManager {
        private byte[] key;

        private void see(X509Certificate[] chain) {
            try {
                key = Ed25519.raw(chain[0].getPublicKey());
            } catch (IllegalArgumentException e) {
                key = null;
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            see(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            see(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            see(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            see(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            see(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            see(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
