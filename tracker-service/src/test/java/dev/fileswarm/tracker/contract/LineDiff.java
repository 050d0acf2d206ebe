package dev.fileswarm.tracker.contract;

import java.util.ArrayList;
import java.util.List;

/** Shows how two texts differ: lines that went with a minus, lines that came with a plus, a little around them. */
final class LineDiff {
    private static final int CONTEXT = 2;

    private LineDiff() {}

    static String between(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int[][] common = commonFrom(old, now);
        List<String> all = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                all.add("  " + old.get(i));
                i++;
                j++;
            } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                all.add("- " + old.get(i++));
            } else {
                all.add("+ " + now.get(j++));
            }
        }
        return changesOnly(all);
    }

    /** [i][j]: how many lines the rests from line i and from line j have in common, in order. */
    private static int[][] commonFrom(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static String changesOnly(List<String> all) {
        StringBuilder shown = new StringBuilder();
        int last = -1;
        for (int line = 0; line < all.size(); line++) {
            if (!nearChange(all, line)) continue;
            if (line > last + 1) shown.append("  ...\n");
            shown.append(all.get(line)).append('\n');
            last = line;
        }
        return shown.toString();
    }

    private static boolean nearChange(List<String> all, int line) {
        int from = Math.max(0, line - CONTEXT);
        int to = Math.min(all.size(), line + CONTEXT + 1);
        return all.subList(from, to).stream().anyMatch(text -> !text.startsWith("  "));
    }
}
