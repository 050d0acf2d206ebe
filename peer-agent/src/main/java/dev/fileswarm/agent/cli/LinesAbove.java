package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.shell.ShellConsole;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Gathers what is printed into lines, and shows each above the prompt. Thread-safe. */
final class LinesAbove extends OutputStream {
    private final ShellConsole console;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(); // guarded by this

    private LinesAbove(ShellConsole console) {
        this.console = console;
    }

    static PrintStream on(ShellConsole console) {
        return new PrintStream(new LinesAbove(console), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int value) {
        if (value != '\n') {
            line.write(value);
            return;
        }
        String whole = line.toString(StandardCharsets.UTF_8);
        line.reset();
        console.printAbove(whole);
    }
}
