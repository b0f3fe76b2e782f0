package io.waybill.lino.repair;

import io.waybill.delivery.Policy;
import io.waybill.delivery.RefusedRows.RefusedValue;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.config.ValueRules;
import io.waybill.lino.record.Adjustments;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.TableMatch;
import io.waybill.lino.record.TargetRows;
import io.waybill.lino.record.TargetRules;
import io.waybill.lino.repair.SecondReading.SelectedRow;
import io.waybill.lino.repair.plan.RepairPass;
import io.waybill.lino.repair.plan.RepairPlan;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes rows of the target of selected rows, and says into which tables they are delivered. */
final class Restoration {
    private final Map<String, RestoredTable> tables = new LinkedHashMap<>();
    private final Map<String, Map<String, Maker>> makers = new HashMap<>();
    private final Map<String, Map<String, RemappedKey>> remap;
    private final KnownContentTypes contentTypes;
    private final Adjustments adjustments = new Adjustments();

    /**
     * How rows of one table of one dump become rows of the target.
     *
     * @param positions for each column of the delivery, which value of the dump's rows it gets; -1 for none
     */
    private record Maker(TargetRows rows, int[] positions, KeyRemap remap) {}

    Restoration(
            RepairPlan plan,
            Selector selector,
            Selection selection,
            PlannedDumps dumps,
            Map<String, TableShape> target,
            ValueRules values,
            KnownContentTypes contentTypes) {
        this.contentTypes = contentTypes;
        this.remap = selector.remap();
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        selection.lines().stream()
                .filter(line -> line.own() || line.selected() > 0)
                .forEach(line -> wanted.computeIfAbsent(line.table(), table -> new LinkedHashSet<>())
                        .add(line.dump()));
        wanted.forEach((table, names) -> {
            TableShape shape = target.get(table);
            Map<String, TableMatch> matches = new LinkedHashMap<>();
            names.forEach(name -> {
                OpenDump dump = dumps.dump(name);
                matches.put(name, selector.match(dump, dump.tables().get(table)));
            });
            RestoredTable restored = restored(plan, table, shape, List.copyOf(matches.values()));
            tables.put(table, restored);
            matches.forEach((name, match) -> {
                OpenDump dump = dumps.dump(name);
                SourceTable source = dump.tables().get(table);
                List<String> filled = filled(match);
                makers.computeIfAbsent(name, each -> new HashMap<>())
                        .put(
                                table,
                                new Maker(
                                        new TargetRows(
                                                match,
                                                new TargetRules(values, dump.times(), contentTypes, adjustments)),
                                        restored.columns().stream()
                                                .mapToInt(filled::indexOf)
                                                .toArray(),
                                        KeyRemap.of(
                                                remap,
                                                dump,
                                                source,
                                                shape,
                                                restored.columns(),
                                                selector.references(dump).from(table))));
            });
        });
    }

    private static List<String> filled(TableMatch match) {
        return match.filled().stream().map(column -> column.shape().name()).toList();
    }

    private static RestoredTable restored(RepairPlan plan, String table, TableShape shape, List<TableMatch> matches) {
        Set<String> filled = new LinkedHashSet<>();
        matches.forEach(match -> filled.addAll(filled(match)));
        Map<Integer, List<String>> updates = new HashMap<>();
        Map<Integer, List<String>> identity = new HashMap<>();
        for (int i = 0; i < plan.passes().size(); i++) {
            RepairPass pass = plan.passes().get(i);
            if (pass.table().text().equals(table)) {
                if (pass.mode() == RepairPass.Mode.UPDATE_COLUMNS) {
                    updates.put(i, texts(pass.columns()));
                }
                identity.put(i, texts(pass.identity()));
            }
        }
        TableSpec spec = new TableSpec(
                shape.name().toString(),
                matches.get(0).source().model(),
                updates.isEmpty() ? Policy.INSERT : Policy.UPSERT,
                shape.columns().keySet().stream()
                        .filter(filled::contains)
                        .map(column -> new ColumnSpec(column, column))
                        .toList(),
                Map.of());
        return new RestoredTable(table, spec, shape, updates, identity);
    }

    private static List<String> texts(List<PlacedWord> words) {
        return words.stream().map(PlacedWord::text).toList();
    }

    /** The tables, by their names in the dumps. */
    Map<String, RestoredTable> tables() {
        return tables;
    }

    /** Those of the plan that no selected row has or refers to. */
    List<RemappedKey> unusedKeys() {
        return remap.values().stream()
                .flatMap(keys -> keys.values().stream())
                .filter(key -> !key.isUsed())
                .sorted(Comparator.comparing(RemappedKey::toString))
                .toList();
    }

    KnownContentTypes contentTypes() {
        return contentTypes;
    }

    Adjustments adjustments() {
        return adjustments;
    }

    /**
     * Makes a row of the delivery.
     *
     * @param refused gets what is wrong with it
     */
    Row row(SelectedRow selected, List<RefusedValue> refused) {
        Maker maker =
                makers.get(selected.dump().name()).get(selected.row().table().table());
        contentTypes.takeUnknown();
        Row made = maker.rows.row(selected.row(), selected.place().packed(), refused);
        Object[] values = new Object[maker.positions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = maker.positions[i] < 0 ? Row.ABSENT : made.values()[maker.positions[i]];
        }
        maker.remap.apply(values, contentTypes::name);
        return new Row(made.offset(), values);
    }

    /** Columns of a dump for which the target has no place, by table. */
    static List<String> leftOut(TableMatch match) {
        return match.withoutTarget().stream()
                .map(SourceTable.SourceColumn::name)
                .toList();
    }

    /** Columns of the target that need a value and get none from a dump. */
    static List<String> missing(TableMatch match) {
        return match.withoutSource().stream().map(ColumnShape::name).toList();
    }
}
