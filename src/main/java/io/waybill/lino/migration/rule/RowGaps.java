package io.waybill.lino.migration.rule;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of a table that gets rows from elsewhere: which of them the new rows lack, and which the rows before them. */
final class RowGaps {
    private final Map<String, SourceColumn> columns = new LinkedHashMap<>();
    private final String rowsBefore;
    private final RuleFaults faults;

    /**
     * @param name of the table
     * @param table as it was; empty when there is none yet, and so no row that lacks anything
     */
    RowGaps(PlacedWord name, Optional<SourceTable> table, RuleFaults faults) {
        table.ifPresent(old -> old.columns().forEach(column -> columns.put(column.name(), column)));
        this.rowsBefore = "the other rows of " + name;
        this.faults = faults;
    }

    /**
     * Adds rows.
     *
     * @param made the columns that they have
     * @param kinds what the values of a column are that the table does not have yet
     * @param at the place of what makes them
     * @param rows which they are, in words
     */
    void fill(Collection<PlacedWord> made, Function<PlacedWord, Kind> kinds, PlacedWord at, String rows) {
        boolean first = columns.isEmpty();
        Set<String> names = made.stream().map(PlacedWord::text).collect(Collectors.toSet());
        columns.replaceAll((name, column) -> names.contains(name) ? column : column.without(faults.gap(at, rows)));
        for (PlacedWord name : made) {
            if (!columns.containsKey(name.text())) {
                SourceColumn column = new SourceColumn(name.text(), kinds.apply(name));
                columns.put(name.text(), first ? column : column.without(faults.gap(name, rowsBefore)));
            }
        }
    }

    /** The columns that the table has then. */
    List<SourceColumn> columns() {
        return new ArrayList<>(columns.values());
    }
}
