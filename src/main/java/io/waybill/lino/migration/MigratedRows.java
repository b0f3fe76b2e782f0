package io.waybill.lino.migration;

import io.waybill.lino.record.SourceRow;

/** Takes what a migration makes of a dump's rows. */
public interface MigratedRows {
    /** Takes a row as the target's version has it. */
    void row(SourceRow row);

    /** Takes a row of the dump that cannot be migrated; nothing else was made of it. */
    void refused(RefusedRow row);

    /**
     * A row of the dump that a rule refuses.
     *
     * @param row as the dump has it
     * @param at the rule, as people find it: {@code tera-18.yaml, rule 3 (change-table)}
     * @param rule short stable name of what is broken, such as {@code division-by-zero}
     * @param found the value or values
     * @param expected what was expected, as a phrase
     */
    record RefusedRow(SourceRow row, String at, String rule, String found, String expected) {}
}
