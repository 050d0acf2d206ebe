package dev.fileswarm.agent.shell;

import java.util.List;

/** What can stand at a place of a line. Called while a person waits: answers come from memory or are quick. */
@FunctionalInterface
public interface ShellCompletion {
    /**
     * @param before the words before the one at the cursor
     * @param word what is typed of that word
     */
    List<Suggestion> suggest(List<String> before, String word);

    /**
     * @param word the whole word
     * @param about a few words for people; empty for none
     * @param isWhole whether a blank follows it, unlike a folder's name
     */
    record Suggestion(String word, String about, boolean isWhole) {}
}
