package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A key in a form that two people can compare: 128 bits of its SHA-256, in eight groups of four hex digits. */
final class Fingerprint {
    private static final int BYTES = 16;
    private static final int GROUP_DIGITS = 4;

    private Fingerprint() {}

    static String of(PeerKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.toBytes());
            String digits = HexFormat.of().formatHex(hash, 0, BYTES);
            return String.join(" ", digits.split("(?<=\\G.{" + GROUP_DIGITS + "})"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
