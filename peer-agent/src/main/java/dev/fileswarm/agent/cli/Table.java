package dev.fileswarm.agent.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows in columns, as wide as they need to be. On a terminal a long cell is cut in the middle, so that one name does not widen
 * all rows. With {@code --json} each row is a line of its own instead, printed at once.
 */
final class Table {
    private static final String GAP = "  ";

    /** What is cut keeps a line of the table of files within most terminals. */
    private static final int MAX_CELLS = 48;

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
        if (output.isForPerson()) cutLongCells();
        rows.addFirst(titles);
        int[] widths = new int[titles.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
        }
        for (List<String> row : rows) output.line(line(row, widths));
    }

    /** The last column widens nothing. Cells that would look the same when cut, and are not, stay whole. */
    private void cutLongCells() {
        for (int i = 0; i < titles.size() - 1; i++) {
            int column = i;
            Map<String, Set<String>> byCut = new HashMap<>();
            for (List<String> row : rows) {
                byCut.computeIfAbsent(TextWidth.cut(row.get(column), MAX_CELLS), _ -> new HashSet<>())
                        .add(row.get(column));
            }
            rows.replaceAll(row -> {
                String cut = TextWidth.cut(row.get(column), MAX_CELLS);
                List<String> cells = new ArrayList<>(row);
                if (byCut.get(cut).size() == 1) cells.set(column, cut);
                return cells;
            });
        }
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
