package io.waybill.lino.record;

import io.waybill.model.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts, by column, the values of a dump that were not taken as they are, for one notice of each kind. */
public final class Adjustments {
    private final Map<Kind, Map<String, Long>> counts = new TreeMap<>();

    /** Why a value was not taken as it is. */
    public enum Kind {
        /** a translation into a language that the target does not have */
        DROPPED_TRANSLATION(
                "dropped-translations",
                "translations are left out: the target has no column for their language. Its languages are set in config/lino.yaml"),
        /** the word None as a translation */
        NONE_TEXT("none-texts", "translations were the word None, which dump2py writes where there is none"),
        /** an empty text where the dump has no value but the column needs one */
        EMPTY_FOR_NULL("empty-for-null", "values are empty texts: the dump has none, and their column needs one"),
        /** no value where the dump has an empty text and the column wants something else */
        NULL_FOR_EMPTY("null-for-empty", "empty texts became no value: their column wants something else than text"),
        /** a number with more decimals than its column keeps */
        ROUNDED("rounded", "numbers were rounded to the decimals that their column keeps"),
        /** a local time that came twice or never */
        LOCAL_TIME(
                "local-times",
                "local times came twice or never, when clocks were changed; which point in time they became is set in config/lino.yaml"),
        /** the NUL character, left out of a text */
        NUL_DROPPED("nul-dropped", "texts had the NUL character, which PostgreSQL cannot store; it is left out");

        private final String rule;
        private final String words;

        Kind(String rule, String words) {
            this.rule = rule;
            this.words = words;
        }
    }

    /** Counts one. */
    void count(Kind kind, String column) {
        counts.computeIfAbsent(kind, each -> new TreeMap<>()).merge(column, 1L, Long::sum);
    }

    /** How many there were of a kind. */
    public long total(Kind kind) {
        return counts.getOrDefault(kind, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** A notice for each kind that occurred, with the columns and how many each had. */
    public List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        counts.forEach((kind, columns) -> {
            List<String> each = columns.entrySet().stream()
                    .map(column -> column.getKey() + " " + column.getValue())
                    .toList();
            long total = total(kind);
            notices.add(new Notice(kind.rule, total + " " + kind.words + ": " + String.join(", ", each) + ".", total));
        });
        return notices;
    }
}
