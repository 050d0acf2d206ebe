package dev.fileswarm.agent.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A typed line, cut into words at blanks.
 *
 * <p>Quotes hold a word together where they begin it and are closed before a blank or the end; any other quote is an ordinary
 * character, so that text needs none. A backslash takes a blank, a quote or another backslash as it is, outside of quotes and
 * in double ones. Every line can be cut: there are no errors.
 */
public final class ShellLine {
    private final String text;
    private final List<Word> words;

    /**
     * A word.
     *
     * @param text without its quotes
     * @param start where it begins in the line, its quote included
     * @param end behind its last character
     */
    record Word(String text, int start, int end) {}

    private ShellLine(String text, List<Word> words) {
        this.text = text;
        this.words = words;
    }

    public static ShellLine of(String text) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && isBlank(text.charAt(at))) at++;
            if (at == text.length()) return new ShellLine(text, words);
            Word word = quoted(text, at);
            if (word == null) word = plain(text, at);
            words.add(word);
            at = word.end;
        }
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    public int size() {
        return words.size();
    }

    /** The words without their quotes. */
    public List<String> words() {
        return words.stream().map(Word::text).toList();
    }

    public String word(int index) {
        return words.get(index).text;
    }

    /** The words from the index on, without their quotes. */
    public List<String> wordsFrom(int index) {
        return words().subList(Math.min(index, size()), size());
    }

    /** The line as it was typed from the word at the index on; empty where there is none. */
    public String rest(int index) {
        return index < size() ? text.substring(words.get(index).start).strip() : "";
    }

    /** The line without its first word. */
    ShellLine withoutFirst() {
        return of(rest(1));
    }

    List<Word> parts() {
        return words;
    }

    private static Word plain(String text, int start) {
        StringBuilder word = new StringBuilder();
        int at = start;
        while (at < text.length() && !isBlank(text.charAt(at))) {
            if (isEscape(text, at)) at++;
            word.append(text.charAt(at++));
        }
        return new Word(word.toString(), start, at);
    }

    /** A word in quotes; null where none begins here. */
    private static Word quoted(String text, int start) {
        char quote = text.charAt(start);
        if (quote != '"' && quote != '\'') return null;
        StringBuilder word = new StringBuilder();
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                boolean isEnd = at + 1 == text.length() || isBlank(text.charAt(at + 1));
                if (isEnd) return new Word(word.toString(), start, at + 1);
            } else if (quote == '"' && isEscape(text, at)) {
                c = text.charAt(++at);
            }
            word.append(c);
        }
        return null;
    }

    private static boolean isEscape(String text, int at) {
        if (text.charAt(at) != '\\' || at + 1 == text.length()) return false;
        char next = text.charAt(at + 1);
        return next == '\\' || next == '"' || next == '\'' || isBlank(next);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** A word as it must be typed to come out as it is. */
    static String quote(String word) {
        boolean isPlain =
                !word.isEmpty() && word.chars().noneMatch(c -> isBlank((char) c) || c == '\\' || c == '"' || c == '\'');
        if (isPlain) return word;
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
