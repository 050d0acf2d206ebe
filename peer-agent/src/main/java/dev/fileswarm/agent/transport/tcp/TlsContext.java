package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.transport.PeerIdentity;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the TLS engines of one identity: TLS 1.3, mutual authentication, nothing to choose. */
final class TlsContext {
    static final String ALPN = "fileswarm/1";

    /** AES-128-GCM first: fastest where measured (README.md, "Speed"), and no weaker in this use. */
    private static final String[] CIPHER_SUITES = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };

    /** Dates in the certificate mean nothing to peers; they only have to be there. */
    private static final Duration CERTIFICATE_AGE = Duration.ofDays(1);

    private static final Duration CERTIFICATE_LIFE = Duration.ofDays(36_500);

    private final SSLContext context;

    TlsContext(PeerIdentity identity) {
        try {
            context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    new KeyManager[] {new OwnKeyManager(identity.privateKey(), mint(identity))},
                    new TrustManager[] {new AnyEd25519TrustManager()},
                    null);
        } catch (GeneralSecurityException | OperatorCreationException e) {
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

    private static X509Certificate mint(PeerIdentity identity)
            throws OperatorCreationException, GeneralSecurityException {
        Instant now = Instant.now();
        X500Principal nobody = new X500Principal("CN=fileswarm");
        var builder = new JcaX509v3CertificateBuilder(
                nobody,
                new BigInteger(63, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(CERTIFICATE_AGE)),
                Date.from(now.plus(CERTIFICATE_LIFE)),
                nobody,
                identity.publicKey());
        var signer = new JcaContentSignerBuilder("Ed25519").build(identity.privateKey());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
