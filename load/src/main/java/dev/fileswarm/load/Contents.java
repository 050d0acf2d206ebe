package dev.fileswarm.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The made-up contents, by number: 64 chunks each. */
final class Contents {
    /** Each is held by so many peers, and offered by one of them. */
    static final int HOLDERS_EACH = 10;

    static final int MAP_BYTES = 8;

    private static final String SIZE = "-" + 64 * (256 << 10);
    private static final String[] COLOURS = words(40, "hue");
    private static final String[] THINGS = words(50, "thing");

    private Contents() {}

    static String id(int number) {
        try {
            byte[] root =
                    MessageDigest.getInstance("SHA-256").digest(("content " + number).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(root) + SIZE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    static String name(int number) {
        return colour(number) + " " + THINGS[number / COLOURS.length % THINGS.length] + " " + rareWord(number) + ".bin";
    }

    static String colour(int number) {
        return COLOURS[number % COLOURS.length];
    }

    static String rareWord(int number) {
        return "n" + number + "x";
    }

    /** The peer that is the holder number {@code index} of a content, of so many peers. */
    static int holder(int number, int index, int peers) {
        return (int) (((long) number * HOLDERS_EACH + index) % peers);
    }

    private static String[] words(int count, String stem) {
        String[] words = new String[count];
        for (int i = 0; i < count; i++) words[i] = stem + (char) ('a' + i / 26) + (char) ('a' + i % 26);
        return words;
    }
}
