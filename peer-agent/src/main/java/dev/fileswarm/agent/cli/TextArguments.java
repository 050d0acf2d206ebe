package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.tracker.ProblemCode;
import java.util.List;

/** Text that needs no quotes: the remaining words of a command line, in one. */
final class TextArguments {
    private TextArguments() {}

    /** A command that marks itself so reads no options after its first word, so that a text may hold dashes. */
    interface TakesText {}

    /** The words in one; a failure where there are none to speak of. */
    static String joined(List<String> words) {
        String text = String.join(" ", words);
        if (!text.isBlank()) return text;
        throw new CommandFailure(
                ExitStatus.USAGE, ProblemCode.EMPTY_MESSAGE, "there is no text to send", null, "give some words");
    }
}
