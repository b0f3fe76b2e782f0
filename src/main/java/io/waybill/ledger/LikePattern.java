package io.waybill.ledger;

import java.util.Arrays;

/** Patterns for SQL's {@code LIKE} that match a text literally. */
public final class LikePattern {
    private LikePattern() {}

    /**
     * One pattern for each word of a text; none for a text without words. A pattern matches every value that contains the word, whatever
     * characters it has; NUL, which PostgreSQL cannot store, is replaced by U+FFFD.
     */
    public static String[] words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(LikePattern::containing)
                .toArray(String[]::new);
    }

    private static String containing(String text) {
        return "%"
                + text.replace('\0', '\uFFFD')
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_") + "%";
    }
}
