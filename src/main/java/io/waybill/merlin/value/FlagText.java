package io.waybill.merlin.value;

import java.util.Set;

/** Yes and no, as people write them. */
public final class FlagText {
    private static final Set<String> YES = Set.of("true", "yes", "1", "بله", "فعال");
    private static final Set<String> NO = Set.of("false", "no", "0", "خیر", "غیرفعال", "غیر فعال");

    private FlagText() {}

    /** Parses the text of a cell. */
    public static ParsedCell<Boolean> parse(String cell) {
        String key = MatchingKey.of(cell);
        if (YES.contains(key) || NO.contains(key)) {
            return ParsedCell.of(YES.contains(key));
        }
        return ParsedCell.wrong("not-yes-or-no", "yes or no");
    }
}
