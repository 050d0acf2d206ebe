package dev.fileswarm.agent.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Where a shell reads and prints. Lines are read by one thread; printing and progress may come from any, also while a line is
 * being typed.
 */
public interface ShellConsole extends AutoCloseable {
    /** Whether a person types here and sees progress. */
    boolean isTerminal();

    /** Reads a command. For the reading thread. */
    Typed readCommand(String prompt);

    /** Reads the answer to a question; it is not kept in the history. For the reading thread, or a command it waits for. */
    Typed readAnswer(String question);

    /** The answer to a question; empty for Ctrl-C and at the end of the input. */
    default Optional<String> answer(String question) {
        return readAnswer(question) instanceof Typed.Line(String text) ? Optional.of(text.strip()) : Optional.empty();
    }

    /** Prints whole lines above what is being typed. */
    void printAbove(String text);

    /** What commands print to; for the reading thread. */
    PrintStream out();

    /** What commands print notes and errors to; for the reading thread. */
    PrintStream err();

    /** Lines that stay at the bottom until they are replaced. */
    void showProgress(List<String> lines);

    /** Runs this at Ctrl-C while no line is being read. */
    void onInterrupt(Runnable reaction);

    @Override
    void close();
}
