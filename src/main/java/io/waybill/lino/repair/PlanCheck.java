package io.waybill.lino.repair;

import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.format.Faults;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.TableMatch;
import io.waybill.lino.repair.plan.PlanFile;
import io.waybill.lino.repair.plan.RepairPass;
import io.waybill.lino.repair.plan.RepairPlan;
import java.util.List;
import java.util.Map;

/** Whether the tables, columns and keys that a plan names are in its dumps and in the target, before anything is read. */
final class PlanCheck {
    private final PlanFile file;
    private final RepairPlan plan;
    private final Map<String, TableShape> target;
    private final Selector selector;

    /**
     * @param target shapes of all tables that the plan names, as far as the target has them
     * @param selector knows dumps and how their tables fit
     */
    PlanCheck(PlanFile file, RepairPlan plan, Map<String, TableShape> target, Selector selector) {
        this.file = file;
        this.plan = plan;
        this.target = target;
        this.selector = selector;
    }

    void check(Faults faults) {
        plan.passes().forEach(pass -> requireTable(pass, faults));
        requireRemap(faults);
    }

    private void requireTable(RepairPass pass, Faults faults) {
        OpenDump dump = selector.dump(pass);
        String table = pass.table().text();
        SourceTable source = dump.tables().get(table);
        if (source == null) {
            faults.add(file.unknown(
                    "table",
                    pass.table(),
                    "a table of the dump " + dump.name(),
                    dump.tables().keySet()));
            return;
        }
        TableShape shape = target.get(table);
        if (shape == null) {
            faults.add(file.unknown("table", pass.table(), "a table of the target", target.keySet()));
            return;
        }
        if (shape.key().size() != 1) {
            faults.add(file.wrong(
                    "table",
                    pass.table(),
                    "no-single-key",
                    "a table that has a primary key of one column in the target"));
            return;
        }
        TableMatch match = selector.match(dump, source);
        List<String> filled = filled(match);
        if (!filled.contains(shape.key().get(0))) {
            faults.add(file.wrong(
                    "table",
                    pass.table(),
                    "no-key",
                    "a table whose key " + shape.key().get(0) + " the dump has"));
        }
        if (!match.withoutSource().isEmpty()) {
            faults.add(file.wrong(
                    "table",
                    pass.table(),
                    "columns-missing",
                    "a table for which the dump has all that the target needs; it lacks "
                            + String.join(
                                    ", ",
                                    match.withoutSource().stream()
                                            .map(ColumnShape::name)
                                            .toList())));
        }
        for (List<PlacedWord> words : List.of(pass.columns(), pass.identity())) {
            for (PlacedWord column : words) {
                if (!filled.contains(column.text())) {
                    faults.add(file.unknown("column", column, "a column of " + table + " that the dump has", filled));
                }
            }
        }
        if (pass.columns().stream()
                .anyMatch(column -> column.text().equals(shape.key().get(0)))) {
            faults.add(file.wrong(
                    "columns", pass.table(), "key-not-updated", "columns without the key, which is never updated"));
        }
    }

    private void requireRemap(Faults faults) {
        plan.remap().forEach((table, keys) -> {
            TableShape shape = target.get(table);
            keys.values().forEach(word -> {
                if (shape == null || shape.key().size() != 1) {
                    faults.add(file.unknown(
                            "table",
                            new PlacedWord(table, word.line(), word.column()),
                            "a table of the target",
                            target.keySet()));
                } else if (ComparableText.of(
                                word.text(),
                                shape.columns().get(shape.key().get(0)).kind())
                        .isEmpty()) {
                    faults.add(file.wrong("remap", word, "no-such-value", "a key of " + table));
                }
            });
        });
    }

    private static List<String> filled(TableMatch match) {
        return match.filled().stream().map(column -> column.shape().name()).toList();
    }
}
