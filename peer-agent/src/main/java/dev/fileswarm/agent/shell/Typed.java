package dev.fileswarm.agent.shell;

/** What came when a line was asked for. */
public sealed interface Typed {
    record Line(String text) implements Typed {}

    /** Ctrl-C. */
    record Interrupted() implements Typed {}

    /** Ctrl-D on an empty line, or the end of the input. */
    record End() implements Typed {}
}
