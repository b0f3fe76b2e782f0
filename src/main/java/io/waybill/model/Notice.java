package io.waybill.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Something an operator should know although nothing was refused: a duplicate left out, a grant on something that is not a subject.
 *
 * @param rule short stable name, kebab-case
 * @param sentence what happened, with figures and keys; no personal values
 * @param count how many records it is about
 */
public record Notice(String rule, String sentence, long count) {
    /** Rule of the notice that rejected rows wait at earlier waybills. */
    public static final String REJECTED_BEFORE = "rejected-before";

    private static final long GROUPED_FROM = 1_000;

    public Notice {
        requireNonNull(rule, "rule");
        requireNonNull(sentence, "sentence");
        sentence = grouped(sentence, count);
    }

    /** The count is written in the sentence as numbers are everywhere: {@code 12,345 rows}. */
    private static String grouped(String sentence, long count) {
        return count < GROUPED_FROM
                ? sentence
                : sentence.replaceFirst(
                        "(?<![\\w.,])" + count + "(?![\\w,]|\\.\\d)", String.format(Locale.ROOT, "%,d", count));
    }
}
