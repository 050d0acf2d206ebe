package dev.fileswarm.agent.cli;

/** Takes out of foreign text what could move a terminal's cursor, change its colours or turn its reading direction. */
final class Printable {
    private Printable() {}

    /** One line: line feeds and tabs become spaces. */
    static String of(String text) {
        return strip(text, false);
    }

    /** Text of ours that may hold foreign words; its line feeds stay. */
    static String text(String text) {
        return strip(text, true);
    }

    /** A name of a file here, one line: what cannot be shown is written as in the C language, so that two names never look alike. */
    static String escaped(String name) {
        if (name.chars().noneMatch(c -> c < ' ' || c >= 0x7f)) return name;
        StringBuilder shown = new StringBuilder(name.length());
        name.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (isVisible(point)) shown.appendCodePoint(point);
                    else shown.append(point < 0x80 ? "\\x%02x".formatted(point) : "\\u%04x".formatted(point));
                }
            }
        });
        return shown.toString();
    }

    private static String strip(String text, boolean keepLines) {
        if (text.chars().noneMatch(c -> c < ' ' || c >= 0x7f)) return text;
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' && keepLines) clean.append('\n');
            else if (point == '\n' || point == '\t' || point == '\r') clean.append(' ');
            else if (isVisible(point)) clean.appendCodePoint(point);
        });
        return clean.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            // FORMAT holds the bidirectional marks, and the joiner that some scripts and emoji are written with.
            case Character.FORMAT -> point == 0x200C || point == 0x200D;
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
