package dev.fileswarm.agent.cli;

import java.util.Collection;
import java.util.Locale;

/** Finds what a mistyped word was meant to be. */
final class NearestWord {
    private static final int MAX_WORD_LENGTH = 64;

    private NearestWord() {}

    /** The nearest of the words; null where none is near. Swapping two neighbours counts as one mistake. */
    static String to(String typed, Collection<String> words) {
        if (typed.length() > MAX_WORD_LENGTH) return null;
        String lower = typed.toLowerCase(Locale.ROOT);
        String nearest = null;
        int fewest = Math.max(1, lower.length() / 3) + 1;
        for (String word : words) {
            int mistakes = lower.length() >= 3 && word.startsWith(lower) ? 1 : distance(lower, word);
            if (mistakes < fewest) {
                fewest = mistakes;
                nearest = word;
            }
        }
        return nearest;
    }

    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) cost[i][0] = i;
        for (int j = 0; j <= right.length(); j++) cost[0][j] = j;
        for (int i = 1; i <= left.length(); i++) {
            for (int j = 1; j <= right.length(); j++) {
                int swap = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + swap);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
