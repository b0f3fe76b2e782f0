package io.waybill.ledger;

import java.util.Arrays;

/** Patterns of SQL's {@code LIKE} that mean a text as it is. */
public final class LikePattern {
    private LikePattern() {}

    /** Matches what contains this text, whatever characters it is made of. NUL, which no text of PostgreSQL has, is looked for as �. */
    public static String containing(String text) {
        return "%"
                + text.replace('\0', '\uFFFD')
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_") + "%";
    }

    /** One for each word of a text; none where it has no word. */
    public static String[] words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(LikePattern::containing)
                .toArray(String[]::new);
    }
}
