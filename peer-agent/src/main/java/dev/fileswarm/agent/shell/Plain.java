package dev.fileswarm.agent.shell;

/** What was typed or pasted, fit to be shown again: without what could steer a terminal. */
final class Plain {
    private static final int MAX_CHARS = 80;

    private Plain() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(MAX_CHARS).filter(Plain::isVisible).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
