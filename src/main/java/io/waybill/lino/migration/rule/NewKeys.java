package io.waybill.lino.migration.rule;

import java.util.Optional;

/** Which keys become which. */
interface NewKeys {
    /**
     * The new key.
     *
     * @param key the old one, not null
     * @throws io.waybill.lino.migration.expression.EvaluationException when it is of no kind that can change
     */
    Object changed(Object key);

    /**
     * Whether a row is left out, because another one has its new key.
     *
     * @param table of the row
     * @param key its old one
     */
    default boolean leavesOut(String table, Object key) {
        return false;
    }

    /** Whether a row keeps its key although the rule names it, because another one has its new key. */
    default boolean keeps(Object key) {
        return false;
    }

    /** The table's column whose value is the key of a row; empty when rows are never left out. */
    default Optional<String> keyColumn(String table) {
        return Optional.empty();
    }

    /** What they have to know of the rows first. */
    default Optional<Survey> survey() {
        return Optional.empty();
    }
}
