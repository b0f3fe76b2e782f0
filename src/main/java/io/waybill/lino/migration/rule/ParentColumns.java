package io.waybill.lino.migration.rule;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Columns that a dump sets for a model although a model that it extends has them: Lino then sets them in the row of that one. A generated dump
 * never does so, an edited {@code restore.py} may.
 *
 * @param child table whose rows set the column
 * @param parent table that has it, directly or through others
 * @param column its name
 */
public record ParentColumns(String child, String parent, String column) {
    private static final String MEANWHILE = "waybill_of_";

    /** Those of a dump. */
    public static List<ParentColumns> of(InterimTables dump) {
        List<ParentColumns> found = new ArrayList<>();
        for (SourceTable child : dump.all()) {
            for (SourceColumn column : child.columns()) {
                if (child.pointer().filter(column.name()::equals).isEmpty()) {
                    owner(dump, child, column)
                            .ifPresent(
                                    owner -> found.add(new ParentColumns(child.table(), owner.table(), column.name())));
                }
            }
        }
        return found;
    }

    private static Optional<SourceTable> owner(InterimTables dump, SourceTable child, SourceColumn column) {
        Optional<SourceTable> ancestor = dump.parent(child);
        for (int links = 0; ancestor.isPresent() && links < dump.all().size(); links++) {
            if (ancestor.get().column(column.name()).isPresent()) {
                return ancestor;
            }
            ancestor = dump.parent(ancestor.get());
        }
        return Optional.empty();
    }

    /** The rules that move such a value to the row that has its column; where the child sets none, that row keeps its own. */
    public List<Rule> rules() {
        PlacedWord there = written(MEANWHILE + child);
        return List.of(
                new MovedColumn(
                        written(column),
                        written(child),
                        written(parent),
                        there,
                        Formula.of(written('"' + column + '"')),
                        false),
                new TableChange(
                        written(parent),
                        null,
                        Map.of(),
                        Map.of(),
                        List.of(written(column)),
                        Map.of(there, written(column))));
    }

    private static PlacedWord written(String text) {
        return new PlacedWord(text, 1, 1);
    }
}
