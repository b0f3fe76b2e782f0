package io.waybill.report;

import java.util.List;

/** Rows of cells as lines of text, columns aligned by their widest cell. */
public final class TextTable {
    private TextTable() {}

    /**
     * The lines of a table.
     *
     * @param rows all of the same length; the first one has the headings
     * @param right indexes of the columns that are aligned to the right
     */
    public static String of(List<List<String>> rows, List<Integer> right) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ");
                line.append(right.contains(i) ? padding + row.get(i) : row.get(i) + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
