package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.transport.PeerIdentity;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Makes the TLS engines of one identity: TLS 1.3, mutual authentication, nothing to choose. */
final class TlsContext {
    static final String ALPN = "fileswarm/1";

    /** AES-128-GCM first: fastest where measured (README.md, "Speed"), and no weaker in this use. */
    private static final String[] CIPHER_SUITES = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };

    private final SSLContext context;

    TlsContext(PeerIdentity identity) {
        try {
            context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    new KeyManager[] {new OwnKeyManager(identity.privateKey(), SelfSignedCertificate.of(identity))},
                    new TrustManager[] {new AnyEd25519TrustManager()},
                    null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot set up TLS for this peer's key", e);
        }
    }

    SSLEngine engine(boolean isClient) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(isClient);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(CIPHER_SUITES);
        parameters.setApplicationProtocols(new String[] {ALPN});
        if (!isClient) parameters.setNeedClientAuth(true);
        engine.setSSLParameters(parameters);
        return engine;
    }
}
