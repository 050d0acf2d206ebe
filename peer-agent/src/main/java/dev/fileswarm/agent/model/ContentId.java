package dev.fileswarm.agent.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a content is known by: its Merkle root, its size and its layout (docs/content-ids.md).
 *
 * <p>The text form is {@code ROOT-SIZE}, {@code ROOT-SIZE-cBYTES} or {@code ROOT-SIZE-nN}.
 */
public record ContentId(Digest root, ChunkLayout layout) {
    /** Leading digits of an id that commands accept when no other id starts with them. */
    public static final int MIN_PREFIX_LENGTH = 8;

    /** The root of a content of 0 bytes: SHA-256 of nothing. */
    private static final Digest ROOT_OF_NOTHING =
            Digest.parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{64})-(0|[1-9][0-9]{0,15})(?:-([cn])([1-9][0-9]{0,15}))?");

    public ContentId {
        if (layout.sizeBytes() == 0 && !root.equals(ROOT_OF_NOTHING)) {
            throw new IllegalArgumentException(
                    "a content of 0 bytes has the root " + ROOT_OF_NOTHING + ", not " + root);
        }
    }

    /**
     * Parses the canonical text form.
     *
     * @throws IllegalArgumentException saying what is wrong, if the text is not one
     */
    public static ContentId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a content id: \"" + text + "\"; expected 64 hex digits, \"-\" and the size in bytes");
        }
        long sizeBytes = Long.parseLong(matcher.group(2));
        return new ContentId(Digest.parse(matcher.group(1)), layout(sizeBytes, matcher.group(3), matcher.group(4)));
    }

    /** Whether the text could be an id or the beginning of one, as commands accept it. */
    public static boolean looksLikePrefix(String text) {
        return text.matches("[0-9a-f]{" + MIN_PREFIX_LENGTH + ",64}")
                || TEXT.matcher(text).matches();
    }

    public long sizeBytes() {
        return layout.sizeBytes();
    }

    /** The first eight digits, as they stand in the name of an unfinished file. */
    public String shortForm() {
        return root.toString().substring(0, MIN_PREFIX_LENGTH);
    }

    @Override
    public String toString() {
        return root + "-" + layout.sizeBytes() + layout.suffix();
    }

    private static ChunkLayout layout(long sizeBytes, String kind, String parameter) {
        if (kind == null) return ChunkLayout.standard(sizeBytes);
        ChunkLayout.Kind layoutKind = kind.equals("c") ? ChunkLayout.Kind.CHUNK_SIZE : ChunkLayout.Kind.CHUNK_COUNT;
        return new ChunkLayout(sizeBytes, layoutKind, Long.parseLong(parameter));
    }
}
