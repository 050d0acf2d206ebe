package dev.fileswarm.agent.cli;

import java.util.List;

/** Text that needs no quotes: the remaining words of a command line, in one. */
final class TextArguments {
    private TextArguments() {}

    /** A command that marks itself so reads no options after its first word, so that a text may hold dashes. */
    interface TakesText {}

    static String joined(List<String> words) {
        return String.join(" ", words);
    }
}
