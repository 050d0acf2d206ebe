package dev.fileswarm.tracker.peer;

import java.security.SecureRandom;
import java.util.Base64;

/** Bytes as the interface spells them: base64url without padding. */
final class Text {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Text() {}

    static String of(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Throws {@link IllegalArgumentException} for what is no base64url. */
    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static byte[] random(int byteCount) {
        byte[] bytes = new byte[byteCount];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
