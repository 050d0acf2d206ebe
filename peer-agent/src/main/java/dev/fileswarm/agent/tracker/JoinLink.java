package dev.fileswarm.agent.tracker;

import java.util.regex.Pattern;

/**
 * What a closed tracker prints for those who may join: {@code https://HOST:PORT#FINGERPRINT.SECRET}.
 *
 * @param secret null in the link of an open tracker
 */
public record JoinLink(TrackerAddress address, String secret) {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22,128}");

    /** @throws IllegalArgumentException saying what is wrong, if the text is no link */
    public static JoinLink parse(String text) {
        String link = text.strip();
        int fragment = link.indexOf('#');
        int dot = fragment < 0 ? -1 : link.indexOf('.', fragment);
        if (dot < 0) return new JoinLink(TrackerAddress.parse(link), null);
        String secret = link.substring(dot + 1);
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "the link ends in no join secret; copy the whole link as the tracker printed it");
        }
        String address = link.substring(0, dot);
        return new JoinLink(
                TrackerAddress.parse(address.endsWith("#") ? address.substring(0, dot - 1) : address), secret);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "JoinLink[" + address + "]";
    }
}
