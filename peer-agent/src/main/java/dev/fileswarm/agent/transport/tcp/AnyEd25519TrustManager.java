package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.model.PeerKey;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts any single certificate over an Ed25519 key. TLS proves that the other side has the key; whether it may link with it
 * is judged after the handshake, from its credential and the pins (docs/wire-protocol.md, "The link").
 */
final class AnyEd25519TrustManager extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        require(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static void require(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException("expected one self-signed certificate, came " + chain.length);
        }
        try {
            PeerKey.of(chain[0].getPublicKey());
        } catch (IllegalArgumentException e) {
            throw new CertificateException("expected a certificate over an Ed25519 key: " + e.getMessage(), e);
        }
    }
}
