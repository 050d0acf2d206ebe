package dev.fileswarm.agent.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command prints. Answers go to stdout, everything else to stderr. With {@code --json}, stdout holds JSON lines and
 * nothing else, and with {@code --quiet} notes are left out. Thread-safe: each call prints whole lines.
 */
final class Output {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean quiet;
    private final boolean isForPerson;
    private final boolean progress;

    private Output(
            PrintStream out, PrintStream err, boolean json, boolean quiet, boolean isForPerson, boolean progress) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.quiet = quiet;
        this.isForPerson = isForPerson;
        this.progress = progress;
    }

    static Output of(Surroundings surroundings, boolean json, boolean quiet) {
        boolean isChatty = !json && !quiet;
        return new Output(
                surroundings.out(),
                surroundings.err(),
                json,
                quiet,
                surroundings.outIsTerminal() && isChatty,
                surroundings.errIsTerminal() && isChatty);
    }

    /** Colour only on a terminal that can show it, and never against NO_COLOR (no-color.org). */
    static boolean allowsColour(Surroundings surroundings) {
        return surroundings.errIsTerminal()
                && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(surroundings.environment().get("TERM"));
    }

    boolean isJson() {
        return json;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** Whether the answer may be made nice for the eyes; a program gets all of it, as with {@code --quiet}. */
    boolean isForPerson() {
        return isForPerson;
    }

    /** Whether a progress line may be drawn. */
    boolean showsProgress() {
        return progress;
    }

    /** A line of the answer, for people. */
    synchronized void line(String text) {
        if (!json) out.println(Printable.text(text));
    }

    /** Confirms that something was done: a sentence for people, left out with {@code --quiet}. */
    synchronized void done(String sentence) {
        if (!json && !quiet) out.println(Printable.text(sentence));
    }

    /** Something worth knowing that is no part of the answer. */
    synchronized void note(String sentence) {
        if (!quiet) printNote("note", "fileswarm: ", sentence);
    }

    /** Something that a person should look into; shown with {@code --quiet} too. */
    synchronized void warn(String sentence) {
        printNote("warning", "fileswarm: warning: ", sentence);
    }

    /** A JSON line; nothing for people. */
    synchronized void event(String type, Map<String, ?> fields) {
        if (json) out.println(JsonLine.of(type, fields));
    }

    /** The last JSON line; nothing for people. */
    void result(Map<String, ?> fields) {
        event("result", fields);
    }

    /** Draws over the current line of the terminal, where there is one; an empty text clears it. */
    synchronized void progress(String text) {
        if (!progress) return;
        err.print("\r" + Printable.of(text) + "\u001b[K");
        err.flush();
    }

    private void printNote(String type, String prefix, String sentence) {
        if (progress) err.print("\r\u001b[K");
        if (json) err.println(JsonLine.of(type, Map.of("message", sentence)));
        else err.println(prefix + Printable.text(sentence));
    }
}
