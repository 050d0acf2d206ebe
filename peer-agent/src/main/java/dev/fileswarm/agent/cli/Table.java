package dev.fileswarm.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows in columns, as wide as they need to be. With {@code --json} each row is a line of its own instead, printed at once.
 */
final class Table {
    private static final String GAP = "  ";

    private final Output output;
    private final String rowType;
    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();
    private int rowCount;

    /** @param rowType the type of a row's JSON line */
    Table(Output output, String rowType, String... titles) {
        this.output = output;
        this.rowType = rowType;
        this.titles = List.of(titles);
    }

    /** @param cells for people, one for each column */
    void add(Map<String, ?> fields, String... cells) {
        rowCount++;
        output.event(rowType, fields);
        if (!output.isJson()) {
            rows.add(List.of(cells).stream().map(Printable::of).toList());
        }
    }

    int size() {
        return rowCount;
    }

    /** Prints what people see: the rows, or the sentence where there are none. */
    void print(String whenEmpty) {
        if (output.isJson()) return;
        if (rows.isEmpty()) {
            output.line(whenEmpty);
            return;
        }
        rows.addFirst(titles);
        int[] widths = new int[titles.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
        }
        for (List<String> row : rows) output.line(line(row, widths));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i));
            if (i == widths.length - 1) break;
            line.repeat(" ", widths[i] - TextWidth.of(row.get(i))).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
