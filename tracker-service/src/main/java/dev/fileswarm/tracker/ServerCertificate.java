package dev.fileswarm.tracker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * What the tracker shows over HTTPS.
 *
 * @param fingerprint SHA-256 over the certificate's public key, as curl and browsers pin it
 * @param selfMade nobody but a holder of the fingerprint has a reason to trust it
 */
record ServerCertificate(Path certificate, Path privateKey, byte[] fingerprint, boolean selfMade) {
    private static final String CERTIFICATE_FILE = "certificate.pem";
    private static final String KEY_FILE = "private-key.pem";

    static ServerCertificate given(Path certificate, Path privateKey) {
        return new ServerCertificate(certificate, privateKey, fingerprintOf(certificate), false);
    }

    /** The one in the data folder, made when there is none: the fingerprint in join links stays good. */
    static ServerCertificate own(DataFolder data) {
        Path certificate = data.file(CERTIFICATE_FILE);
        Path privateKey = data.file(KEY_FILE);
        if (!Files.exists(certificate) || !Files.exists(privateKey)) {
            SelfSignedCertificate made = SelfSignedCertificate.make();
            data.writeSecret(KEY_FILE, made.privateKeyPem());
            data.writeSecret(CERTIFICATE_FILE, made.certificatePem());
        }
        return new ServerCertificate(certificate, privateKey, fingerprintOf(certificate), true);
    }

    /** As a join link has it. */
    String fingerprintText() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fingerprint);
    }

    /** As curl's --pinnedpubkey wants it. */
    String curlPin() {
        return "sha256//" + Base64.getEncoder().encodeToString(fingerprint);
    }

    private static byte[] fingerprintOf(Path certificate) {
        try {
            byte[] pem = Files.readAllBytes(certificate);
            X509Certificate first = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            return MessageDigest.getInstance("SHA-256")
                    .digest(first.getPublicKey().getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw StartFailure.failed(certificate + " is no PEM certificate that can be read: " + e.getMessage());
        }
    }
}
