package io.waybill.format.csv;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which character divides the cells of a text.
 *
 * @param separatorLine whether the text begins with Excel's {@code sep=} line, which says so
 */
record DelimiterGuess(char delimiter, boolean separatorLine) {
    /** In order of preference where nothing else decides. */
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
     * @param rows how many of the first rows it divides into the most usual number of cells, two or more
     * @param first where it stands first: a text delimiter of the data comes later than that of the columns
     */
    private record Vote(char delimiter, int rows, int first) {
        static Vote of(String text, char delimiter) {
            Map<Integer, Integer> rowsByCount = new TreeMap<>();
            int first = Integer.MAX_VALUE;
            int count = 0;
            int seen = 0;
            boolean rowHasText = false;
            CellScanner scanner = new CellScanner(delimiter);
            for (int i = 0; i < text.length() && seen < ROWS; i++) {
                switch (scanner.accept(text.charAt(i))) {
                    case TEXT -> rowHasText = true;
                    case DELIMITER -> {
                        count++;
                        first = Math.min(first, i);
                    }
                    case LINE_END -> {
                        if (rowHasText) {
                            rowsByCount.merge(count, 1, Integer::sum);
                            seen++;
                        }
                        count = 0;
                        rowHasText = false;
                    }
                }
            }
            if (rowHasText && seen == 0) {
                rowsByCount.merge(count, 1, Integer::sum);
            }
            int rows = rowsByCount.entrySet().stream()
                    .filter(entry -> entry.getKey() > 0)
                    .mapToInt(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            return new Vote(delimiter, rows, first);
        }

        boolean beats(Vote other) {
            return rows != other.rows ? rows > other.rows : first < other.first;
        }
    }
}
