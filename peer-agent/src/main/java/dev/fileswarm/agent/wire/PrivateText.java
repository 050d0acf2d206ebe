package dev.fileswarm.agent.wire;

/**
 * What two people say to each other on a private link, and its opening and closing.
 *
 * @param number of an OPEN: which opening of the sender's it is; of a TEXT: counts from 1; of a TAKEN: the text's; of a CLOSE: 0
 * @param text what is said; of a CLOSE: why, for people; otherwise empty
 */
public record PrivateText(Kind kind, int number, String text) implements Frame {
    /** The longest text, in code points. */
    public static final int MAX_TEXT_LENGTH = 4_096;

    static final int MAX_TEXT_BYTES = 4 * MAX_TEXT_LENGTH;

    private static final int MAX_WHY_BYTES = 512;

    /** In the order of their codes. */
    public enum Kind {
        /** The sender's side of a private link is open; answered with the same. */
        OPEN,
        TEXT,
        /** The text is kept at the other side. */
        TAKEN,
        CLOSE
    }

    public PrivateText {
        switch (kind) {
            case OPEN, TAKEN -> Check.text("text", text, 0);
            case TEXT -> {
                Check.range("text", text.codePointCount(0, text.length()), 1, MAX_TEXT_LENGTH);
                Check.range("number", number, 1, Integer.MAX_VALUE);
            }
            case CLOSE -> Check.text("text", text, MAX_WHY_BYTES);
        }
    }

    public static PrivateText open(int opening) {
        return new PrivateText(Kind.OPEN, opening, "");
    }

    public static PrivateText text(int number, String text) {
        return new PrivateText(Kind.TEXT, number, text);
    }

    public static PrivateText taken(int number) {
        return new PrivateText(Kind.TAKEN, number, "");
    }

    public static PrivateText close(String why) {
        return new PrivateText(Kind.CLOSE, 0, why);
    }

    /** Leaves what was said out. */
    @Override
    public String toString() {
        return "PrivateText[" + kind + " " + number + "]";
    }
}
