package dev.fileswarm.agent.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands come from a pipe or a file, one a line; the output is plain, and there is no prompt. */
public final class PipedConsole implements ShellConsole {
    /** A longer line is no command of a person; what is over is left out. */
    private static final int MAX_LINE_CHARS = 64 * 1024;

    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;

    public PipedConsole(InputStream in, PrintStream out, PrintStream err) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.err = err;
    }

    @Override
    public boolean isTerminal() {
        return false;
    }

    @Override
    public Typed readCommand(String prompt) {
        return read();
    }

    @Override
    public Typed readAnswer(String question) {
        synchronized (out) {
            err.println(question.strip());
        }
        return read();
    }

    private Typed read() {
        try {
            StringBuilder line = new StringBuilder();
            int c = in.read();
            if (c < 0) return new Typed.End();
            for (; c >= 0 && c != '\n'; c = in.read()) {
                if (line.length() < MAX_LINE_CHARS) line.append((char) c);
            }
            return new Typed.Line(line.toString());
        } catch (IOException e) {
            return new Typed.End();
        }
    }

    @Override
    public void printAbove(String text) {
        synchronized (out) {
            out.println(text);
        }
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public PrintStream err() {
        return err;
    }

    @Override
    public void showProgress(List<String> lines) {}

    @Override
    public void onInterrupt(Runnable reaction) {}

    @Override
    public void close() {
        out.flush();
        err.flush();
    }
}
