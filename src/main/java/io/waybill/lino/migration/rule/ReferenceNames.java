package io.waybill.lino.migration.rule;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.migration.table.InterimTables;

/** Columns that a rule names together with their table: {@code table.column}. */
final class ReferenceNames {
    private ReferenceNames() {}

    /** The column that a word names. */
    static ColumnName of(PlacedWord reference) {
        int point = reference.text().indexOf('.');
        return point < 0
                ? new ColumnName(reference.text(), "")
                : new ColumnName(
                        reference.text().substring(0, point), reference.text().substring(point + 1));
    }

    /** Tells when there is no such column. */
    static void check(PlacedWord reference, InterimTables tables, RuleFaults faults) {
        ColumnName name = of(reference);
        faults.table(tables, new PlacedWord(name.table(), reference.line(), reference.column()))
                .ifPresent(table ->
                        faults.column(table, new PlacedWord(name.column(), reference.line(), reference.column())));
    }
}
