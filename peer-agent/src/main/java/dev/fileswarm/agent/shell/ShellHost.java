package dev.fileswarm.agent.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What runs behind the prompt. All calls come from the shell's reading thread. */
public interface ShellHost {
    /** The names of all commands. */
    Set<String> commands();

    /** The command that the word was probably meant to be. */
    Optional<String> nearest(String word);

    /** Runs a command; its words say what went wrong, if anything. @return its exit status */
    int run(List<String> arguments);

    /** The questions for what the arguments lack; none where they are whole, or wrong in another way. */
    List<Question> missing(List<String> arguments);

    /** Whether this home is signed in at the tracker. */
    boolean isSignedIn();

    /** Under which name; empty while there is none. */
    Optional<String> name();

    /** Whether any tracker was ever named for this home. */
    boolean knowsTracker();

    /**
     * Something that a command lacks.
     *
     * @param text what is asked, such as {@code which file}
     * @param option the option that the answer belongs to; empty for the next argument
     * @param isNeeded whether the command can do nothing without an answer
     */
    record Question(String text, String option, boolean isNeeded) {}
}
