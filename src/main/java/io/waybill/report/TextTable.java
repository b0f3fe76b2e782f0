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
        return of(rows, right, (row, column, cell) -> cell);
    }

    /** Changes how a cell looks, not how wide it is. */
    @FunctionalInterface
    interface Look {
        /**
         * The cell as it is shown.
         *
         * @param row index of its row; that of the headings is 0
         * @param column index of its column
         * @param cell its text with the blanks that align it
         */
        String of(int row, int column, String cell);
    }

    /**
     * The lines of a table whose cells are shown in a certain way.
     *
     * @param rows all of the same length; the first one has the headings
     * @param right indexes of the columns that are aligned to the right
     */
    static String of(List<List<String>> rows, List<Integer> right, Look look) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            List<String> row = rows.get(r);
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ");
                line.append(look.of(r, i, right.contains(i) ? padding + row.get(i) : row.get(i) + padding));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
