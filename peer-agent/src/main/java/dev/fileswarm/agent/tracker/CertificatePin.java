package dev.fileswarm.agent.tracker;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;

/**
 * The SHA-256 of a certificate's SubjectPublicKeyInfo, by which a tracker with a self-made certificate is known. The text
 * form is base64url without padding.
 */
public final class CertificatePin {
    private static final int BYTES = 32;

    private final byte[] hash;

    private CertificatePin(byte[] hash) {
        this.hash = hash;
    }

    /** @throws IllegalArgumentException if the text is no such fingerprint */
    public static CertificatePin parse(String text) {
        byte[] hash;
        try {
            hash = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no fingerprint: not base64url", e);
        }
        if (hash.length != BYTES) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no fingerprint: it has " + hash.length + " bytes, not " + BYTES);
        }
        return new CertificatePin(hash);
    }

    static CertificatePin of(X509Certificate certificate) {
        try {
            byte[] publicKeyInfo = certificate.getPublicKey().getEncoded();
            return new CertificatePin(MessageDigest.getInstance("SHA-256").digest(publicKeyInfo));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificatePin pin && Arrays.equals(pin.hash, hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
