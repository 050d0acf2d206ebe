package dev.fileswarm.tracker.peer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Random characters, and four that are worked out from them: whoever is given a link that was cut or mistyped sees it before
 * anybody is asked.
 */
final class JoinSecret {
    private static final int RANDOM_BYTES = 18;
    private static final int CHECK_BYTES = 3;

    private JoinSecret() {}

    static String random() {
        return Text.of(Text.random(RANDOM_BYTES));
    }

    static String withCheck(String random) {
        return random + Text.of(Arrays.copyOf(sha256(random), CHECK_BYTES));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
