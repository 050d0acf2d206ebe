package dev.fileswarm.tracker.content;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a file as its owner gives it: one step of a path on any system. */
record FileName(String text) {
    static final int MAX_BYTES = 255;

    /** Marks that turn the direction of text, so that "gpj.exe" can read as "exe.jpg" (Unicode TR 36). */
    private static final Pattern TURNING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    /** What ends a line in some program or other. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    /** A character that a person would see; joiners, fillers and spaces are seen only between others. */
    private static final Pattern SEEN = Pattern.compile("[^\\p{Z}\\p{C}\\s]");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    FileName {
        problem(text).ifPresent(what -> {
            throw new IllegalArgumentException(what);
        });
    }

    /** Why this cannot be a file's name, after the words "the name"; empty when it can. */
    static Optional<String> problem(String text) {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        if (text.isEmpty()) return Optional.of("must not be empty");
        if (text.equals(".") || text.equals("..")) return Optional.of("must not be . or ..");
        if (text.indexOf('/') >= 0) return Optional.of("must not contain a /: it names a file, not a path");
        if (CONTROL.matcher(text).find()) return Optional.of("must not contain control characters");
        if (!utf8.canEncode(text)) return Optional.of("must be proper Unicode");
        if (TURNING.matcher(text).find()) return Optional.of("must not contain characters that turn text around");
        if (!SEEN.matcher(text).find()) return Optional.of("must have a character that can be seen");
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES)
            return Optional.of("must have at most " + MAX_BYTES + " bytes in UTF-8");
        return Optional.empty();
    }

    /** What lists are sorted by. */
    String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Runs of letters and digits, in lower case, each once. A name typed on another system has the same words. */
    static List<String> words(String text) {
        String alike = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Arrays.stream(BETWEEN_WORDS.split(alike))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
