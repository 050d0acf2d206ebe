package dev.fileswarm.agent.tracker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What a closed tracker prints for those who may join: {@code https://HOST:PORT#FINGERPRINT.SECRET}. The secret ends in four
 * characters that are worked out from the others.
 *
 * @param secret null in the link of an open tracker
 */
public record JoinLink(TrackerAddress address, String secret) {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{28}");
    private static final int CHECK_CHARACTERS = 4;
    private static final int CHECK_BYTES = 3;

    /** @throws IllegalArgumentException saying what is wrong, if the text is no link */
    public static JoinLink parse(String text) {
        String link = text.strip();
        int fragment = link.indexOf('#');
        int dot = fragment < 0 ? -1 : link.indexOf('.', fragment);
        if (dot < 0) return new JoinLink(TrackerAddress.parse(link), null);
        String secret = link.substring(dot + 1);
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the link ends before its join secret");
        }
        if (!SECRET.matcher(secret).matches() || !isWhole(secret)) {
            throw new IllegalArgumentException("the join secret at the link's end is cut short or was changed");
        }
        String address = link.substring(0, dot);
        return new JoinLink(
                TrackerAddress.parse(address.endsWith("#") ? address.substring(0, dot - 1) : address), secret);
    }

    private static boolean isWhole(String secret) {
        int end = secret.length() - CHECK_CHARACTERS;
        return secret.substring(end).equals(checkOf(secret.substring(0, end)));
    }

    private static String checkOf(String random) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(random.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, CHECK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "JoinLink[" + address + "]";
    }
}
