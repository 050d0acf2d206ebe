package dev.fileswarm.agent.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Shows JLine a line as {@link ShellLine} cuts it. No line is unfinished or wrong. */
final class CompletionParser implements Parser {
    @Override
    public ParsedLine parse(String text, int cursor, ParseContext context) {
        String head = text.substring(0, Math.clamp(cursor, 0, text.length()));
        List<String> words = new ArrayList<>();
        for (ShellLine.Word word : ShellLine.of(head).parts()) {
            if (isOpened(head, word)) return cut(text, cursor, words, head.substring(word.start() + 1), word.start());
            if (word.end() == head.length()) return cut(text, cursor, words, word.text(), word.start());
            words.add(word.text());
        }
        return cut(text, cursor, words, "", cursor);
    }

    /** A quote was begun that is not closed yet: everything after it is one word. */
    private static boolean isOpened(String head, ShellLine.Word word) {
        char first = head.charAt(word.start());
        return (first == '"' || first == '\'') && word.text().startsWith(String.valueOf(first));
    }

    private static ParsedLine cut(String text, int cursor, List<String> before, String word, int start) {
        List<String> words = new ArrayList<>(before);
        words.add(word);
        return new Cut(text, cursor, words, word.length(), cursor - start, cursor - start);
    }

    private record Cut(
            String line, int cursor, List<String> words, int wordCursor, int rawWordCursor, int rawWordLength)
            implements CompletingParsedLine {
        @Override
        public String word() {
            return words.getLast();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            String quoted = ShellLine.quote(candidate.toString());
            boolean staysOpen = !complete && quoted.endsWith("\"") && quoted.length() > 1;
            return staysOpen ? quoted.substring(0, quoted.length() - 1) : quoted;
        }
    }
}
