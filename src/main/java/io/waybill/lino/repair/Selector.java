package io.waybill.lino.repair;

import io.waybill.delivery.RefusedRows.RefusedValue;
import io.waybill.delivery.Row;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.DumpAccount;
import io.waybill.format.lino.DumpRow;
import io.waybill.lino.config.ValueRules;
import io.waybill.lino.record.Adjustments;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.TableMatch;
import io.waybill.lino.record.TableMatch.FilledColumn;
import io.waybill.lino.record.TargetLanguages;
import io.waybill.lino.record.TargetRows;
import io.waybill.lino.record.TargetRules;
import io.waybill.lino.repair.PlannedDumps.SourceFile;
import io.waybill.lino.repair.SelectionTables.Step;
import io.waybill.lino.repair.plan.Condition;
import io.waybill.lino.repair.plan.PlanFile;
import io.waybill.lino.repair.plan.RepairPass;
import io.waybill.lino.repair.plan.RepairPlan;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * The first reading of a plan's dumps: keeps the keys, the references and what conditions ask for of the tables that a plan may need, and
 * lets the server select by set. What is selected is then found again by a second reading, so that neither this program nor the server ever
 * holds a whole dump. Keys are those that the dump has: they are exchanged only for rows that are restored.
 */
final class Selector {
    private final PlanFile file;
    private final RepairPlan plan;
    private final PlannedDumps dumps;
    private final Map<String, TableShape> target;
    private final TargetLanguages languages;
    private final Map<String, References> references = new HashMap<>();
    private final Map<String, Map<String, Reading>> kept = new LinkedHashMap<>();
    private final Map<String, Long> read = new TreeMap<>();

    /** One kept table, and how rows of the dump get into it. */
    private record Reading(KeptTable table, TargetRows rows, int[] positions) {}

    /** @param target shapes of all tables that dumps and conditions name, as far as the target has them */
    Selector(
            PlanFile file,
            RepairPlan plan,
            PlannedDumps dumps,
            Map<String, TableShape> target,
            TargetLanguages languages) {
        this.file = file;
        this.plan = plan;
        this.dumps = dumps;
        this.target = target;
        this.languages = languages;
        dumps.all()
                .forEach(dump ->
                        references.put(dump.name(), References.of(dump.tables().values(), target)));
    }

    /** The tables that a plan and its dumps name, to be looked for in the target. */
    static Set<String> tables(RepairPlan plan, PlannedDumps dumps) {
        Set<String> names = new TreeSet<>();
        dumps.all().forEach(dump -> names.addAll(dump.tables().keySet()));
        plan.passes().forEach(pass -> {
            names.add(pass.table().text());
            pass.condition().simple(Condition.InTarget.class).forEach(in -> {
                names.add(in.table().text());
                if (in.without() != null) {
                    names.add(
                            in.without().text().substring(0, in.without().text().indexOf('.')));
                }
            });
        });
        return names;
    }

    /** The dump of a pass. */
    OpenDump dump(RepairPass pass) {
        return pass.dump() == null ? dumps.all().get(0) : dumps.dump(pass.dump().text());
    }

    /** All references between the tables of a dump. */
    References references(OpenDump dump) {
        return references.get(dump.name());
    }

    /** How many rows of a table all dumps of the plan have, as far as they were read. */
    long read(String table) {
        return read.getOrDefault(table, 0L);
    }

    /** The new keys by the old ones, by table. */
    Map<String, Map<String, RemappedKey>> remap() {
        Map<String, Map<String, RemappedKey>> remap = new HashMap<>();
        plan.remap().forEach((table, keys) -> {
            Map<String, RemappedKey> remapped = new HashMap<>();
            keys.forEach((old, now) -> remapped.put(old, new RemappedKey(table, old, now.text())));
            remap.put(table, remapped);
        });
        return remap;
    }

    /**
     * Selects.
     *
     * @param source connections to the target
     * @param progress called with how many bytes of files were read
     * @throws BrokenFileException with everything in the plan that does not fit dumps and target, or with the faults of a dump
     */
    Selection select(DataSource source, LongConsumer progress) throws IOException, SQLException {
        Faults faults = new Faults();
        new PlanCheck(file, plan, target, this).check(faults);
        keep(faults);
        // Conditions are checked before files are read.
        List<ConditionSql> conditions = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (RepairPass pass : plan.passes()) {
            condition(pass, faults).ifPresent(sql -> {
                texts.add(sql.of(pass.condition()));
                conditions.add(sql);
            });
        }
        faults.throwIfAny();
        try (SelectionTables tables = new SelectionTables(source)) {
            for (Map<String, Reading> each : kept.values()) {
                for (Reading reading : each.values()) {
                    tables.create(reading.table);
                }
            }
            read(tables, progress);
            tables.endReading();
            Selection selection = new Selection();
            for (int i = 0; i < plan.passes().size(); i++) {
                select(tables, i, texts.get(i), conditions.get(i).parameters(), selection);
            }
            for (Map<String, Reading> each : kept.values()) {
                for (Reading reading : each.values()) {
                    tables.selected(reading.table, selection::add);
                }
            }
            return selection;
        }
    }

    TableMatch match(OpenDump dump, SourceTable source) {
        return TableMatch.of(
                source, target.get(source.table()), dump.dump().script().languages(), languages);
    }

    /** Which tables are needed, for each dump. */
    private Map<String, Set<String>> needed() {
        Map<String, Set<String>> needed = new LinkedHashMap<>();
        for (RepairPass pass : plan.passes()) {
            OpenDump dump = dump(pass);
            Set<String> tables = needed.computeIfAbsent(dump.name(), name -> new LinkedHashSet<>());
            Set<String> own = new LinkedHashSet<>(Set.of(pass.table().text()));
            if (pass.withChildren()) {
                own.addAll(references(dump)
                        .below(pass.table().text(), dump.tables().keySet()));
            }
            if (pass.withParents()) {
                List.copyOf(own)
                        .forEach(table -> own.addAll(
                                references(dump).above(table, dump.tables().keySet())));
            }
            tables.addAll(own);
            pass.condition()
                    .simple(Condition.InDump.class)
                    .forEach(other -> needed.computeIfAbsent(other.dump().text(), each -> new LinkedHashSet<>())
                            .add(pass.table().text()));
        }
        return needed;
    }

    private void keep(Faults faults) {
        int number = 0;
        for (Map.Entry<String, Set<String>> each : needed().entrySet()) {
            OpenDump dump = dumps.dump(each.getKey());
            Map<String, Reading> readings = kept.computeIfAbsent(dump.name(), name -> new LinkedHashMap<>());
            for (String name : each.getValue()) {
                SourceTable source = dump.tables().get(name);
                TableShape shape = target.get(name);
                if (source != null && shape != null && shape.key().size() == 1) {
                    requireTimes(dump, source, faults);
                    Reading reading = reading(++number, dump, source, shape);
                    if (reading != null) {
                        readings.put(name, reading);
                    }
                }
            }
        }
    }

    /** Points in time have to be known where the target keeps them. */
    private void requireTimes(OpenDump dump, SourceTable source, Faults faults) {
        boolean kept = match(dump, source).filled().stream()
                .anyMatch(column -> column.shape().kind() == ValueKind.TIMESTAMP_WITH_ZONE);
        if (kept && dump.times().missing().isPresent()) {
            faults.add(Fault.ofFile(
                    Position.of(dump.origin()),
                    "times-not-known",
                    "points in time in " + source.table(),
                    "to know which ones they are",
                    dump.times().missing().get()));
        }
    }

    /** Null when the dump does not have the table's key. */
    private Reading reading(int number, OpenDump dump, SourceTable source, TableShape shape) {
        TableMatch match = match(dump, source);
        Set<String> wanted = new LinkedHashSet<>(shape.key());
        references(dump).from(source.table()).forEach(reference -> {
            wanted.add(reference.column());
            if (reference.isGeneric()) {
                wanted.add(reference.typeColumn());
            }
        });
        references(dump).to(source.table()).stream()
                .filter(reference -> !reference.isGeneric())
                .forEach(reference -> wanted.add(reference.parentColumn()));
        plan.passes().stream()
                .filter(pass -> pass.table().text().equals(source.table()))
                .flatMap(pass -> pass.condition().simple(Condition.OfColumn.class))
                .forEach(condition -> wanted.add(condition.column().text()));
        List<FilledColumn> filled = match.filled().stream()
                .filter(column -> wanted.contains(column.shape().name()))
                .toList();
        List<String> names =
                filled.stream().map(column -> column.shape().name()).toList();
        if (!names.containsAll(shape.key())) {
            return null;
        }
        List<String> columns = wanted.stream().filter(names::contains).toList();
        Set<String> types = new LinkedHashSet<>();
        match.source().columns().stream()
                .filter(column -> column.kind() == Kind.CONTENT_TYPE && columns.contains(column.name()))
                .forEach(column -> types.add(column.name()));
        List<String> models = dump.models();
        TargetRules rules = new TargetRules(
                ValueRules.USUAL,
                dump.times(),
                type -> models.indexOf(type.model().toLowerCase(Locale.ROOT)),
                new Adjustments());
        TableMatch narrow = new TableMatch(source, shape, filled, List.of(), List.of(), List.of(), Map.of());
        KeptTable table = new KeptTable(number, dump.name(), source.table(), shape, columns, types);
        return new Reading(
                table,
                new TargetRows(narrow, rules),
                columns.stream().mapToInt(names::indexOf).toArray());
    }

    /** Empty for a table that dump or target do not have, which has been reported already. */
    private Optional<ConditionSql> condition(RepairPass pass, Faults faults) {
        String name = pass.table().text();
        Map<String, KeptTable> others = new TreeMap<>();
        kept.forEach((dump, readings) -> {
            if (readings.containsKey(name)) {
                others.put(dump, readings.get(name).table);
            }
        });
        return Optional.ofNullable(others.get(dump(pass).name()))
                .map(table -> new ConditionSql(file, table, target, others, faults));
    }

    private void read(SelectionTables tables, LongConsumer progress) throws IOException, SQLException {
        Faults faults = new Faults();
        long bytes = 0;
        for (Map.Entry<String, Map<String, Reading>> each : kept.entrySet()) {
            OpenDump dump = dumps.dump(each.getKey());
            DumpAccount account = new DumpAccount();
            for (SourceFile file : dumps.files(dump, each.getValue().keySet())) {
                try (DataFileReader reader = dump.dump().read(file.name(), faults)) {
                    long row = 0;
                    while (reader.hasNext()) {
                        for (DumpRow next : reader.next()) {
                            account.count(next);
                            keep(tables, dump, each.getValue(), file, row++, next);
                        }
                        progress.accept(bytes + reader.bytesRead());
                    }
                    bytes += reader.bytesRead();
                    account.ended(file.name(), reader, faults);
                } catch (BrokenFileException e) {
                    faults.addAll(e);
                    dump.dump().table(file.name()).ifPresent(account::incomplete);
                }
            }
            account.check(faults);
            each.getValue()
                    .keySet()
                    .forEach(table -> read.merge(table, account.rows().getOrDefault(table, 0L), Long::sum));
        }
        faults.throwIfAny();
    }

    private void keep(
            SelectionTables tables,
            OpenDump dump,
            Map<String, Reading> readings,
            SourceFile file,
            long number,
            DumpRow row)
            throws SQLException {
        Reading reading =
                row.function().skipped() ? null : readings.get(row.function().table());
        if (reading == null) {
            return;
        }
        List<RefusedValue> ignored = new ArrayList<>(0);
        Row values = reading.rows.row(dump.rows().row(row, file.name()), 0, ignored);
        List<String> texts = new ArrayList<>(reading.positions.length);
        for (int i = 0; i < reading.positions.length; i++) {
            Object value = values.values()[reading.positions[i]];
            texts.add(reading.table.text(reading.table.columns().get(i), value == Row.ABSENT ? null : value));
        }
        tables.add(reading.table, new RowNumber(0, file.number(), number).packed(), texts);
    }

    private void select(
            SelectionTables tables, int pass, String condition, List<Object> parameters, Selection selection)
            throws SQLException {
        RepairPass planned = plan.passes().get(pass);
        OpenDump dump = dump(planned);
        String name = planned.table().text();
        Map<String, Reading> readings = kept.get(dump.name());
        long repeated = tables.select(readings.get(name).table, pass, condition, parameters, inOthers(dump, name));
        if (planned.withChildren()) {
            follow(tables, dump, readings, pass, true);
        }
        if (planned.withParents()) {
            follow(tables, dump, readings, pass, false);
        }
        for (Reading reading : readings.values()) {
            Map<Integer, Long> counts = tables.counts(reading.table);
            boolean own = reading.table.table().equals(name);
            long selected = counts.getOrDefault(pass, 0L);
            if (own || selected > 0) {
                selection.add(new Selection.Line(
                        pass,
                        dump.name(),
                        reading.table.table(),
                        counts.values().stream().mapToLong(Long::longValue).sum(),
                        selected,
                        own ? repeated : 0,
                        own));
            }
        }
    }

    /** A table as the other dumps have it. */
    private List<KeptTable> inOthers(OpenDump dump, String table) {
        return kept.entrySet().stream()
                .filter(each ->
                        !each.getKey().equals(dump.name()) && each.getValue().containsKey(table))
                .map(each -> each.getValue().get(table).table)
                .toList();
    }

    /** Follows references, in rounds, until nothing is added: loops among rows end by themselves. */
    private void follow(SelectionTables tables, OpenDump dump, Map<String, Reading> readings, int pass, boolean down)
            throws SQLException {
        List<String> models = dump.models();
        int round = down
                ? 0
                : tables.restart(readings.values().stream().map(Reading::table).toList(), pass);
        long found;
        do {
            found = 0;
            for (Reference reference : references(dump).all()) {
                Reading child = readings.get(reference.child());
                if (child == null || !has(child, reference)) {
                    continue;
                }
                for (Reading parent : parents(readings, reference)) {
                    String model = String.valueOf(models.indexOf(
                            dump.tables().get(parent.table.table()).model().toLowerCase(Locale.ROOT)));
                    Step step = new Step(pass, round);
                    found += down
                            ? tables.children(
                                    child.table,
                                    parent.table,
                                    reference,
                                    model,
                                    step,
                                    inOthers(dump, reference.child()))
                            : tables.parents(
                                    child.table,
                                    parent.table,
                                    reference,
                                    model,
                                    step,
                                    inOthers(dump, parent.table.table()));
                }
            }
            round++;
        } while (found > 0);
    }

    private static boolean has(Reading child, Reference reference) {
        return child.table.columns().contains(reference.column())
                && (!reference.isGeneric() || child.table.columns().contains(reference.typeColumn()));
    }

    private static List<Reading> parents(Map<String, Reading> readings, Reference reference) {
        if (reference.isGeneric()) {
            return List.copyOf(readings.values());
        }
        Reading parent = readings.get(reference.parent());
        return parent == null || !parent.table.columns().contains(reference.parentColumn())
                ? List.of()
                : List.of(parent);
    }
}
