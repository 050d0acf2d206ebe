package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.Digest;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The JDK's SHA-256, writing its values in place so that hashing allocates nothing. For one thread at a time. */
final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Hashes all that remains in the buffer, a heap or a direct one. */
    void hash(ByteBuffer data, byte[] into, int offset) {
        digest.update(data);
        finish(into, offset);
    }

    /** Hashes the two neighbouring nodes at {@code from}; {@code into} may overlap them. */
    void hashPair(byte[] nodes, int from, byte[] into, int offset) {
        digest.update(nodes, from, 2 * Digest.BYTES);
        finish(into, offset);
    }

    void hashPair(byte[] left, int leftOffset, byte[] right, byte[] into, int offset) {
        digest.update(left, leftOffset, Digest.BYTES);
        digest.update(right);
        finish(into, offset);
    }

    void reset() {
        digest.reset();
    }

    private void finish(byte[] into, int offset) {
        try {
            digest.digest(into, offset, Digest.BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
    }
}
