package dev.fileswarm.agent.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;

/** A person at a terminal: lines can be edited and completed, and come back from the history. */
public final class TerminalConsole implements ShellConsole {
    /** What a person has to know is said here. Held, since a logger that nobody holds forgets its level. */
    private static final Logger EDITOR_LOG = Logger.getLogger("org.jline");

    static {
        EDITOR_LOG.setLevel(Level.OFF);
    }

    private static final int HISTORY_LINES = 2_000;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final LineReader reader;
    private final KeptHistory history;
    private final PrintStream out;
    private final Object progressLock = new Object();
    private Status status; // guarded by progressLock
    private int shownLines; // guarded by progressLock

    private TerminalConsole(Terminal terminal, LineReader reader, KeptHistory history) {
        this.terminal = terminal;
        this.reader = reader;
        this.history = history;
        this.out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
    }

    /** @param historyFile for its owner alone; it is there already */
    public static TerminalConsole open(Path historyFile, ShellCompletion completion) throws IOException {
        return on(terminal(), historyFile, completion);
    }

    private static Terminal terminal() throws IOException {
        return TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .encoding(StandardCharsets.UTF_8)
                .build();
    }

    static TerminalConsole on(Terminal terminal, Path historyFile, ShellCompletion completion) {
        KeptHistory history = new KeptHistory();
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("fileswarm")
                .history(history)
                .parser(new CompletionParser())
                .completer(new CandidateCompleter(completion))
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // "!" is a character like any other
                .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .build();
        history.open(reader, historyFile);
        TerminalConsole console = new TerminalConsole(terminal, reader, history);
        console.tellUnkept("what is typed here is not kept");
        return console;
    }

    @Override
    public boolean isTerminal() {
        return true;
    }

    @Override
    public Typed readCommand(String prompt) {
        reader.setVariable(LineReader.DISABLE_HISTORY, false);
        return read(prompt);
    }

    @Override
    public Typed readAnswer(String question) {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        reader.setVariable(LineReader.DISABLE_COMPLETION, true);
        try {
            return read(question);
        } finally {
            reader.setVariable(LineReader.DISABLE_COMPLETION, false);
        }
    }

    private Typed read(String prompt) {
        try {
            return new Typed.Line(reader.readLine(asPrompt(prompt)));
        } catch (UserInterruptException e) {
            return new Typed.Interrupted();
        } catch (EndOfFileException e) {
            return new Typed.End();
        }
    }

    /** A percent sign begins something else in JLine's prompts. */
    private static String asPrompt(String text) {
        return text.replace("%", "%%");
    }

    private void tellUnkept(String what) {
        if (history.problem().isEmpty()) return;
        terminal.writer().println("fileswarm: " + what + ": " + Plain.of(history.problem()));
        terminal.flush();
    }

    @Override
    public void printAbove(String text) {
        if (reader.isReading()) {
            reader.printAbove(text);
            return;
        }
        terminal.writer().print(ERASE_LINE + text + "\n");
        terminal.flush();
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public PrintStream err() {
        return out;
    }

    @Override
    public void showProgress(List<String> lines) {
        synchronized (progressLock) {
            if (status == null) {
                if (lines.isEmpty()) return;
                status = Status.getStatus(terminal);
                if (status == null) return; // this terminal cannot
            }
            int columns = Math.max(1, terminal.getSize().getColumns() - 1);
            // Lines that it gives up are left on the screen as they are, so they are emptied first.
            if (lines.size() < shownLines) status.update(Collections.nCopies(shownLines, AttributedString.EMPTY));
            shownLines = lines.size();
            status.update(lines.stream()
                    .map(line -> new AttributedString(line).columnSubSequence(0, columns))
                    .map(AttributedString::new)
                    .toList());
        }
    }

    @Override
    public void onInterrupt(Runnable reaction) {
        terminal.handle(Terminal.Signal.INT, signal -> reaction.run());
    }

    @Override
    public void close() {
        showProgress(List.of());
        boolean wasKept = history.problem().isEmpty();
        history.save();
        if (wasKept) tellUnkept("what was typed here was not kept");
        try {
            terminal.close();
        } catch (IOException e) {
            // the terminal is gone
        }
    }
}
