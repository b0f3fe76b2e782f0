package io.waybill.lino.migration.rule;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A column with another name, in a table that begins or ceases to extend another one. */
record RenamedColumn(String name, String from, String to, SourceTable now) implements RowChange {
    /** The table with the column renamed. */
    static SourceTable in(
            SourceTable old,
            PlacedWord from,
            PlacedWord to,
            Optional<String> pointer,
            Optional<String> parent,
            RuleFaults faults) {
        if (!from.text().equals(to.text()) && old.column(to.text()).isPresent()) {
            faults.add(to, "name-taken", to.text(), "a name that " + old.table() + " does not have yet", null);
        }
        List<SourceColumn> columns = new ArrayList<>();
        for (SourceColumn column : old.columns()) {
            columns.add(column.name().equals(from.text()) ? column.named(to.text()) : column);
        }
        return new SourceTable(old.table(), old.model(), columns, pointer, parent);
    }

    @Override
    public Set<String> tables() {
        return Set.of(name);
    }

    @Override
    public void change(SourceRow row, Rows out) {
        Map<String, Object> values = new LinkedHashMap<>();
        row.values().forEach((column, value) -> values.put(column.equals(from) ? to : column, value));
        out.row(row.with(now, values));
    }
}
