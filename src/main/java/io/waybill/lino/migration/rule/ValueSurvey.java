package io.waybill.lino.migration.rule;

import io.waybill.lino.record.SourceRow;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers a value of each row of one table.
 *
 * @param table its name where the rule begins
 * @param gather takes a row
 */
record ValueSurvey(String table, Consumer<SourceRow> gather) implements Survey {
    @Override
    public Set<String> tables() {
        return Set.of(table);
    }

    @Override
    public void row(SourceRow row) {
        gather.accept(row);
    }

    @Override
    public void end(RuleFaults faults) {
        // Each row has said its own; there is nothing to conclude.
    }
}
