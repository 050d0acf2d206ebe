package dev.fileswarm.agent.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts lines into a command's arguments. Where a command ends in a text, that is the rest of the line, quotes and all. */
final class TextLines {
    private static final Set<String> PRIVATE_WORDS = Set.of("start", "stop", "list");

    private TextLines() {}

    static List<String> arguments(ShellLine line) {
        int textAt = textAt(line);
        List<String> words = new ArrayList<>(line.words());
        words.set(0, lower(line.word(0)));
        if (textAt < 0 || textAt >= line.size()) return words;
        List<String> arguments = new ArrayList<>(words.subList(0, textAt));
        String text = line.rest(textAt);
        boolean isHelp = text.equals("--help") || text.equals("-h");
        if (text.startsWith("-") && !isHelp) arguments.add("--");
        arguments.add(text);
        return arguments;
    }

    /** Whether the line belongs to a command that ends in a text. */
    static boolean hasText(ShellLine line) {
        return textAt(line) >= 0;
    }

    /** Which word the text begins at; negative where the command takes none. */
    private static int textAt(ShellLine line) {
        return switch (lower(line.word(0))) {
            case "broadcast" -> 1;
            case "message" -> 2;
            case "private" -> privateTextAt(line);
            default -> -1;
        };
    }

    private static int privateTextAt(ShellLine line) {
        if (line.size() < 2) return -1;
        String second = lower(line.word(1));
        if (second.equals("say")) return 3;
        return PRIVATE_WORDS.contains(second) ? -1 : 2;
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
