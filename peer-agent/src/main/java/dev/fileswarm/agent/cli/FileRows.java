package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.FileRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows rows of the table of files. */
final class FileRows {
    static final String[] TITLES = {"FILE", "OWNER", "ADDRESS", "PORT", "SIZE", "ID"};

    private static final int MIN_SHOWN_DIGITS = 12;

    private FileRows() {}

    /** Shows the rows, with as many digits of each id as tell it from the others. */
    static void addAll(Table table, List<FileRow> rows) {
        int digits = shownDigits(rows);
        rows.forEach(row -> add(table, row, digits));
    }

    private static int shownDigits(List<FileRow> rows) {
        List<String> ids =
                rows.stream().map(FileRow::content).distinct().sorted().toList();
        int digits = MIN_SHOWN_DIGITS;
        for (int i = 1; i < ids.size(); i++) {
            int same = 0;
            int shorter = Math.min(ids.get(i - 1).length(), ids.get(i).length());
            while (same < shorter && ids.get(i - 1).charAt(same) == ids.get(i).charAt(same)) same++;
            digits = Math.max(digits, same + 1);
        }
        return digits;
    }

    private static void add(Table table, FileRow row, int digits) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", row.name());
        fields.put("owner", row.owner());
        fields.put("address", row.host());
        fields.put("port", row.port() == 0 ? null : row.port());
        fields.put("size", row.size());
        fields.put("content", row.content());
        fields.put("online", row.online());
        if (row.sha1() != null) fields.put("sha1", row.sha1());
        table.add(
                fields,
                row.name(),
                row.owner(),
                row.host() == null ? "-" : row.host(),
                row.port() == 0 ? "-" : Integer.toString(row.port()),
                Sizes.of(row.size()),
                row.content().substring(0, Math.min(digits, row.content().length())));
    }
}
