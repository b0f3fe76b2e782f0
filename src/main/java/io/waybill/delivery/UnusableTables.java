package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Tables into which nothing can be delivered, and why.
 *
 * @param names as they were asked for, at least one
 * @param sentence what is wrong and, where a right is missing, the statement that gives it
 */
public record UnusableTables(Kind kind, List<String> names, String sentence) {
    /** What is wrong with them. */
    public enum Kind {
        /** There are no tables of these names. */
        MISSING,
        /** They are views, or tables whose rows are in others. */
        OF_ANOTHER_KIND,
        /** They are there, but this role may not read them, or does not find them. */
        OUT_OF_REACH
    }

    public UnusableTables {
        requireNonNull(kind, "kind");
        names = List.copyOf(names);
        requireNonNull(sentence, "sentence");
    }
}
