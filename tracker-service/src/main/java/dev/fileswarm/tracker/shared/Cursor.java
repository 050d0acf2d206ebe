package dev.fileswarm.tracker.shared;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The sort key of the last item of a page, opaque to the client: a list continues right behind it. */
public record Cursor(List<String> parts) {
    private static final String SEPARATOR = "\0";
    private static final int MAX_TEXT = 2_048;

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(String... parts) {
        return new Cursor(List.of(parts));
    }

    /** Reads a cursor that must have {@code partCount} parts. */
    public static Cursor parse(String text, int partCount) {
        if (text.length() > MAX_TEXT) throw invalid();
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            String joined = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            List<String> parts = List.of(joined.split(SEPARATOR, -1));
            if (parts.size() != partCount) throw invalid();
            return new Cursor(parts);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    public String part(int index) {
        return parts.get(index);
    }

    public String text() {
        byte[] bytes = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static InvalidValue invalid() {
        return new InvalidValue.OfCursor("'after' is no cursor of this list. Send what 'next' said, or leave it out.");
    }
}
