package dev.fileswarm.agent.model;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A peer's (or a cluster's) Ed25519 public key: 32 bytes (RFC 8032). */
public final class PeerKey {
    public static final int BYTES = 32;

    /** The DER header of a SubjectPublicKeyInfo that holds an Ed25519 key (RFC 8410). */
    private static final byte[] SPKI_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] bytes;

    private PeerKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    public static PeerKey of(byte[] bytes) {
        return new PeerKey(bytes.clone());
    }

    /** Parses base64url without padding. */
    public static PeerKey parse(String base64Url) {
        return new PeerKey(Base64.getUrlDecoder().decode(base64Url));
    }

    /** @throws IllegalArgumentException if the key is not an Ed25519 key */
    public static PeerKey of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded.length != SPKI_HEADER.length + BYTES
                || !Arrays.equals(encoded, 0, SPKI_HEADER.length, SPKI_HEADER, 0, SPKI_HEADER.length)) {
            throw new IllegalArgumentException("not an Ed25519 key but " + key.getAlgorithm());
        }
        return new PeerKey(Arrays.copyOfRange(encoded, SPKI_HEADER.length, encoded.length));
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    public PublicKey toPublicKey() {
        byte[] encoded = Arrays.copyOf(SPKI_HEADER, SPKI_HEADER.length + BYTES);
        System.arraycopy(bytes, 0, encoded, SPKI_HEADER.length, BYTES);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a point on Curve25519", e);
        }
    }

    /** Whether {@code signature} is this key's Ed25519 signature over {@code message}. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(toPublicKey());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // a malformed signature or key is one that does not verify
        }
    }

    /** The key in base64url without padding. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
