package dev.fileswarm.agent.tracker;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Trusts exactly the certificate key that is pinned: neither names nor dates nor authorities count. */
final class PinnedTrust implements X509TrustManager {
    private final CertificatePin pin;

    PinnedTrust(CertificatePin pin) {
        this.pin = pin;
    }

    /** The certificate shown is not the pinned one. */
    static final class PinMismatchException extends CertificateException {
        private static final long serialVersionUID = 1;

        PinMismatchException(CertificatePin expected, CertificatePin seen) {
            super("the tracker's certificate has the fingerprint " + seen + ", not " + expected);
        }
    }

    SSLSocketFactory socketFactory() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        CertificatePin seen = CertificatePin.of(chain[0]);
        if (!seen.equals(pin)) throw new PinMismatchException(pin, seen);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side is never a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
