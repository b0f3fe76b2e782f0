package io.waybill.lino.migration;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import io.waybill.lino.migration.expression.EvaluationException;
import io.waybill.lino.migration.rule.IndexMemory;
import io.waybill.lino.migration.rule.RowChange;
import io.waybill.lino.migration.rule.Rule;
import io.waybill.lino.migration.rule.RuleFaults;
import io.waybill.lino.migration.rule.RulePlace;
import io.waybill.lino.migration.rule.RuleWork;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.migration.table.TargetTable;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Steps, compiled for the tables of a dump and of a target: what becomes of the tables, and of each row. Rows stream through; what a rule has
 * to know of other rows is gathered before, by reading the dump once more, or several times where one such rule depends on another.
 */
public final class Migration {
    private final InterimTables before;
    private final InterimTables after;
    private final RowPath path;
    private final List<InterimTables> tables;
    private final List<Rule> rules;
    private final List<RuleFaults> places;
    private final MigrationTally tally = new MigrationTally();

    private Migration(RowPath path, List<InterimTables> tables, List<Rule> rules, List<RuleFaults> places) {
        this.before = tables.get(0);
        this.after = tables.get(tables.size() - 1);
        this.path = path;
        this.tables = tables;
        this.rules = rules;
        this.places = places;
    }

    /**
     * Compiles steps. Each rule is checked against the tables that it finds, and nothing is read.
     *
     * @param steps in their order; none for a dump that has the target's version
     * @param dump its tables and languages
     * @param target its tables, for keys and references
     * @param models full names of those that the dump or the target has, beside those of the dump's tables
     * @param memory how many bytes rules may remember of other rows
     * @throws BrokenFileException with all faults of all steps
     */
    public static Migration of(
            List<MigrationStep> steps,
            InterimTables dump,
            Collection<TargetTable> target,
            Collection<String> models,
            long memory) {
        Faults faults = new Faults();
        List<Rule> rules = new ArrayList<>();
        List<RuleFaults> places = new ArrayList<>();
        List<InterimTables> tables = new ArrayList<>(List.of(dump));
        for (MigrationStep step : steps) {
            for (int i = 0; i < step.rules().size(); i++) {
                Rule rule = step.rules().get(i);
                RuleFaults place = step.faults(i, faults);
                rules.add(rule);
                places.add(place);
                tables.add(rule.tables(tables.get(tables.size() - 1), place));
            }
        }
        Set<String> known = new TreeSet<>(models);
        tables.forEach(each -> each.all().forEach(table -> known.add(table.model())));
        for (int i = 0; i < rules.size(); i++) {
            places.get(i).models(rules.get(i), known);
        }
        faults.throwIfAny();
        List<TableReferences> relations = relations(rules, tables, TableReferences.of(target));
        IndexMemory index = new IndexMemory(memory);
        List<RowChange> changes = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            changes.add(rules.get(i)
                    .compile(new RuleWork(tables.get(i), tables.get(i + 1), relations.get(i), index), places.get(i)));
        }
        faults.throwIfAny();
        RowPath path = new RowPath(rules, changes, places, dump.names(), faults);
        return new Migration(path, tables, rules, places);
    }

    /** The relations where each rule begins: those of the target, traced back. */
    private static List<TableReferences> relations(
            List<Rule> rules, List<InterimTables> tables, TableReferences target) {
        List<TableReferences> relations = new ArrayList<>();
        TableReferences now = target;
        for (int i = rules.size() - 1; i >= 0; i--) {
            now = rules.get(i).relations(now, tables.get(i));
            relations.add(0, now);
        }
        return relations;
    }

    /** The tables of the dump. */
    public InterimTables before() {
        return before;
    }

    /** The tables that it makes of them. */
    public InterimTables after() {
        return after;
    }

    /** The rule that makes a table; empty when the dump has it. */
    public Optional<RulePlace> maker(String table) {
        return latest(table, named -> true);
    }

    /** The rule that gives a column to a table, or its name; empty when the dump has it there. */
    public Optional<RulePlace> maker(String table, String column) {
        return latest(table, named -> named.column(column).isPresent());
    }

    /** The rule that takes a column from a table, or its name; empty when the dump does not have it there. */
    public Optional<RulePlace> remover(String table, String column) {
        return latest(table, named -> named.column(column).isEmpty());
    }

    /** The last rule before which a table was not as it is now, traced back through all of its names. */
    private Optional<RulePlace> latest(String table, Predicate<SourceTable> now) {
        String name = table;
        for (int i = rules.size() - 1; i >= 0; i--) {
            name = earlier(rules.get(i), name);
            if (tables.get(i).table(name).filter(now).isEmpty()) {
                return places.get(i).place(rules.get(i));
            }
        }
        return Optional.empty();
    }

    /** The name that a table of the target has in the dump, where the dump has it. */
    public String origin(String table) {
        String name = table;
        for (int i = rules.size() - 1; i >= 0; i--) {
            name = earlier(rules.get(i), name);
        }
        return name;
    }

    private static String earlier(Rule rule, String table) {
        Set<String> origins = rule.origins(table);
        return origins.contains(table) ? table : origins.iterator().next();
    }

    /** How often the dump has to be read before the first row can be migrated; mostly never. */
    public int readings() {
        return path.readings();
    }

    /**
     * Gathers what rules have to know of other rows. Has to be called once, before the first row is migrated.
     *
     * @throws IOException when the rows cannot be read
     * @throws BrokenFileException when the rows make the migration impossible, or too much has to be remembered
     */
    public void survey(TableRows rows) throws IOException {
        path.survey(rows);
    }

    /** Migrates a row of the dump. A row that is refused leads to no other rows. */
    public void migrate(SourceRow row, MigratedRows out) {
        tally.read(row.table().table());
        if (path.passes(row)) {
            out.row(row);
            return;
        }
        List<SourceRow> rows = send(0, row, out);
        if (rows != null) {
            if (rows.isEmpty()) {
                tally.leftOut(row.table().table());
            }
            for (int i = 0; i < rows.size(); i++) {
                if (i > 0) {
                    tally.made(rows.get(i).table().table());
                }
                out.row(rows.get(i));
            }
        }
    }

    /** What becomes of a row; null when it is refused. */
    private List<SourceRow> send(int from, SourceRow row, MigratedRows out) {
        List<SourceRow> rows = new ArrayList<>(2);
        List<MigrationTally.MigrationNote> notes = new ArrayList<>(0);
        try {
            path.send(from, row, rows, notes);
        } catch (EvaluationException e) {
            tally.refused(row.table().table());
            out.refused(new MigratedRows.RefusedRow(row, path.lastRule(), e.rule(), e.found(), e.expected()));
            return null;
        }
        notes.forEach(tally::note);
        return rows;
    }

    /**
     * Makes the rows that come from none of the dump. Has to be called once, after the last row. One that a later rule refuses counts as read
     * and refused.
     */
    public void end(MigratedRows out) {
        path.end((next, row) -> {
            List<SourceRow> rows = send(next, row, out);
            if (rows == null) {
                tally.read(row.table().table());
                return;
            }
            for (SourceRow made : rows) {
                tally.made(made.table().table());
                out.row(made);
            }
        });
    }

    /** What it has made so far. */
    public MigrationTally tally() {
        return tally;
    }
}
