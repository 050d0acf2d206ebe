package dev.fileswarm.agent.cli;

/** How many cells of a terminal a text takes: two for the wide characters of East Asia and emoji, none for combining marks. */
final class TextWidth {
    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** The text, or its beginning and its end with an ellipsis between, in at most so many cells. */
    static String cut(String text, int cells) {
        if (of(text) <= cells) return text;
        int[] points = text.codePoints().toArray();
        int first = 0;
        int left = cells - 1; // for the ellipsis
        for (int used = 0; used + of(points[first]) <= left - left / 2; first++) used += of(points[first]);
        int last = points.length;
        for (int used = 0; used + of(points[last - 1]) <= left / 2; last--) used += of(points[last - 1]);
        return new String(points, 0, first) + "…" + new String(points, last, points.length - last);
    }

    private static int of(int point) {
        if (point < 0x300) return 1;
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1F64F)
                || (point >= 0x1F680 && point <= 0x1F6FF)
                || (point >= 0x1F900 && point <= 0x1F9FF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }
}
