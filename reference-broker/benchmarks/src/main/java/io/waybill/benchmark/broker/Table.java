package io.waybill.benchmark.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of cells, the first of each a name and the others figures; as text or as Markdown. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> header) {
        rows.add(List.copyOf(header));
    }

    void add(List<String> row) {
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "a row must have " + rows.get(0).size() + " cells, had " + row.size() + ": " + row);
        }
        rows.add(List.copyOf(row));
    }

    /** Returns it with columns that are aligned by blanks, a line a row. */
    List<String> text() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String gap = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? cell + gap : "  " + gap + cell);
        }
        return line.toString().stripTrailing();
    }

    /** Returns it as Markdown, a line a row. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            lines.add(rows.get(row).stream().collect(Collectors.joining(" | ", "| ", " |")));
            if (row == 0) {
                lines.add("| --- |" + " --: |".repeat(rows.get(0).size() - 1));
            }
        }
        return lines;
    }
}
