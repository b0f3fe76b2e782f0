package io.waybill.format.csv;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Guesses which character separates the cells of a text.
 *
 * @param separatorLine whether the text begins with Excel's {@code sep=} line, which says so
 */
record DelimiterGuess(char delimiter, boolean separatorLine) {
    /** In order of preference if nothing else decides. */
    private static final String POSSIBLE = ",;\t|";

    private static final int ROWS = 100;

    static DelimiterGuess of(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
            end++;
        }
        String first = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (first.length() == 5 && first.startsWith("sep=") && POSSIBLE.indexOf(first.charAt(4)) >= 0) {
            return new DelimiterGuess(first.charAt(4), true);
        }
        Vote best = null;
        for (char candidate : POSSIBLE.toCharArray()) {
            Vote vote = Vote.of(text, candidate);
            if (vote.rows > 0 && (best == null || vote.beats(best))) {
                best = vote;
            }
        }
        return new DelimiterGuess(best == null ? ',' : best.delimiter, false);
    }

    /**
     * @param irregular how many of the first rows have a misplaced quote if this is the delimiter; with the right one,
     *     files written by programs have none
     * @param regularRows how many rows without a misplaced quote it divides into the most frequent number of cells, two
     *     or more
     * @param rows the same, counting rows with misplaced quotes as well
     * @param first index of its first occurrence: a separator within the data occurs later than that of the columns
     */
    private record Vote(char delimiter, int irregular, int regularRows, int rows, int first) {
        static Vote of(String text, char delimiter) {
            Map<Integer, Integer> rows = new TreeMap<>();
            Map<Integer, Integer> regularRows = new TreeMap<>();
            int first = Integer.MAX_VALUE;
            int count = 0;
            int seen = 0;
            int irregular = 0;
            boolean rowHasText = false;
            CellScanner scanner = new CellScanner(delimiter);
            for (int i = 0; i <= text.length() && seen < ROWS; i++) {
                boolean end = i == text.length();
                // A row that is cut off by the end of the sample counts only if it is the only one.
                CellScanner.Kind kind =
                        !end ? scanner.accept(text.charAt(i)) : seen == 0 ? CellScanner.Kind.LINE_END : null;
                if (kind == CellScanner.Kind.TEXT) {
                    rowHasText = true;
                } else if (kind == CellScanner.Kind.DELIMITER) {
                    count++;
                    first = Math.min(first, i);
                } else if (kind == CellScanner.Kind.LINE_END) {
                    if (rowHasText) {
                        seen++;
                        rows.merge(count, 1, Integer::sum);
                        if (scanner.regular()) {
                            regularRows.merge(count, 1, Integer::sum);
                        } else {
                            irregular++;
                        }
                    }
                    scanner.forgive();
                    count = 0;
                    rowHasText = false;
                }
            }
            return new Vote(delimiter, irregular, mostUsual(regularRows), mostUsual(rows), first);
        }

        private static int mostUsual(Map<Integer, Integer> rowsByCount) {
            return rowsByCount.entrySet().stream()
                    .filter(entry -> entry.getKey() > 0)
                    .mapToInt(Map.Entry::getValue)
                    .max()
                    .orElse(0);
        }

        boolean beats(Vote other) {
            if ((irregular == 0) != (other.irregular == 0)) {
                return irregular == 0;
            }
            if (regularRows != other.regularRows) {
                return regularRows > other.regularRows;
            }
            return rows != other.rows ? rows > other.rows : first < other.first;
        }
    }
}
