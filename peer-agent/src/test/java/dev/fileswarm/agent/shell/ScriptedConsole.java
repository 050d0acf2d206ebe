package dev.fileswarm.agent.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A person who types given lines, and what that person sees. */
final class ScriptedConsole implements ShellConsole {
    static final String CTRL_C = "\u0003";

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(seen, true, StandardCharsets.UTF_8);
    private final Deque<String> lines;
    private final boolean terminal;
    final List<String> asked = new ArrayList<>();
    final List<String> prompts = new ArrayList<>();

    ScriptedConsole(boolean terminal, String... lines) {
        this.terminal = terminal;
        this.lines = new ArrayDeque<>(List.of(lines));
    }

    String seen() {
        return seen.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public Typed readCommand(String prompt) {
        prompts.add(prompt);
        return next();
    }

    @Override
    public Typed readAnswer(String question) {
        asked.add(question.strip());
        return next();
    }

    private Typed next() {
        String line = lines.poll();
        if (line == null) return new Typed.End();
        return line.equals(CTRL_C) ? new Typed.Interrupted() : new Typed.Line(line);
    }

    @Override
    public void printAbove(String text) {
        out.println(text);
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
    public void showProgress(List<String> progress) {}

    @Override
    public void onInterrupt(Runnable reaction) {}

    @Override
    public void close() {}
}
