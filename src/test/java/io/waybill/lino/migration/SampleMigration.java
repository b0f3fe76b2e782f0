package io.waybill.lino.migration;

import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TargetTable;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import io.waybill.lino.record.Translations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tables, rows and steps of a migration, written briefly: {@code table("contacts_partner", "contacts.Partner", "id", "name*", "owner_type_id@")}
 * has a text in several languages and a content type.
 */
public final class SampleMigration implements TableRows {
    /** Steps that have been read, by their rules. */
    private static final Map<List<String>, MigrationStep> READ = new ConcurrentHashMap<>();

    private static final long MEMORY = 10_000_000;

    private final Map<String, SourceTable> tables = new LinkedHashMap<>();
    private final List<SourceRow> rows = new ArrayList<>();
    private final List<TargetTable> target = new ArrayList<>();
    private final List<MigrationStep> steps = new ArrayList<>();
    private final List<String> models = new ArrayList<>();
    private List<String> languages = List.of("en", "de");
    private long memory = MEMORY;
    private MigrationTally tally;
    private int readings;

    /** One more table. */
    public SampleMigration table(String table, String model, String... columns) {
        return child(table, model, null, null, columns);
    }

    /** One more table, whose model extends another one. */
    public SampleMigration child(String table, String model, String pointer, String parent, String... columns) {
        List<SourceColumn> parsed = new ArrayList<>();
        for (String column : columns) {
            Kind kind = column.endsWith("*") ? Kind.BABEL : column.endsWith("@") ? Kind.CONTENT_TYPE : Kind.PLAIN;
            parsed.add(new SourceColumn(kind == Kind.PLAIN ? column : column.substring(0, column.length() - 1), kind));
        }
        tables.put(
                table,
                new SourceTable(table, model, parsed, Optional.ofNullable(pointer), Optional.ofNullable(parent)));
        return this;
    }

    /** One more row: one value for each column. */
    public SampleMigration row(String table, Object... values) {
        SourceTable of = tables.get(table);
        Map<String, Object> byName = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            byName.put(
                    of.columns().get(i).name(), value instanceof Integer number ? (Object) number.longValue() : value);
        }
        rows.add(new SourceRow(of, byName, table + ".py", rows.size() + 4L, rows.size() * 100L));
        return this;
    }

    /** One more table of the target, with references such as {@code "owner_id>contacts_partner"}. */
    public SampleMigration target(String table, String key, String... references) {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String reference : references) {
            int arrow = reference.indexOf('>');
            parsed.put(reference.substring(0, arrow), reference.substring(arrow + 1));
        }
        target.add(new TargetTable(table, Optional.of(key), parsed));
        return this;
    }

    /** More models that the target has. */
    public SampleMigration models(String... names) {
        models.addAll(List.of(names));
        return this;
    }

    public SampleMigration languages(String... names) {
        languages = List.of(names);
        return this;
    }

    public SampleMigration memory(long bytes) {
        memory = bytes;
        return this;
    }

    /** One more step; its rules are YAML. */
    public SampleMigration step(String... rules) {
        steps.add(READ.computeIfAbsent(List.of(rules), texts -> read("1", "2", rules)));
        return this;
    }

    /** A step file read from a folder that is deleted at once. */
    static MigrationStep read(String from, String to, String... rules) {
        try {
            Path file = Files.createTempDirectory("step").resolve("step.yaml");
            try {
                Files.writeString(file, yaml(from, to, rules));
                return MigrationStep.read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String yaml(String from, String to, String... rules) {
        return "application: shelf\nfrom: '" + from + "'\nto: '" + to + "'\nrules:\n" + String.join("\n", rules) + "\n";
    }

    @Override
    public void read(Set<String> names, Consumer<SourceRow> consumer) {
        readings++;
        rows.stream().filter(row -> names.contains(row.table().table())).forEach(consumer);
    }

    /** Compiles the steps. */
    public Migration migration() {
        return Migration.of(steps, InterimTables.of(tables.values(), languages), target, models, memory);
    }

    /** Migrates everything; the rows as texts such as {@code contacts_partner{id=1, name=Ada}}, in their order. */
    public List<String> migrated() {
        List<String> migrated = new ArrayList<>();
        run(migrated);
        return migrated;
    }

    /** The rows that come out. */
    public List<SourceRow> run(List<String> shown) {
        Migration migration = migration();
        try {
            migration.survey(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<SourceRow> out = new ArrayList<>();
        MigratedRows all = new MigratedRows() {
            @Override
            public void row(SourceRow row) {
                out.add(row);
                shown.add(row.table().table() + shown(row.values()));
            }

            @Override
            public void refused(RefusedRow row) {
                shown.add("refused " + row.row().table().table()
                        + shown(row.row().values()) + ": " + row.at() + ": " + row.rule() + ", " + row.found());
            }
        };
        rows.forEach(row -> migration.migrate(row, all));
        migration.end(all);
        tally = migration.tally();
        for (SourceRow row : out) {
            SourceTable table = migration.after().table(row.table().table()).orElseThrow();
            if (!table.equals(row.table())) {
                throw new AssertionError("a row of " + row.table() + " instead of " + table);
            }
            row.values().keySet().forEach(column -> table.column(column).orElseThrow());
        }
        return out;
    }

    /** The same with the rows and tables that a migration has led to, without its steps. */
    public SampleMigration next(List<String> shown) {
        SampleMigration next = new SampleMigration();
        Migration migration = migration();
        migration.after().all().forEach(table -> next.tables.put(table.table(), table));
        next.rows.addAll(run(shown));
        next.languages = migration.after().languages();
        next.target.addAll(target);
        return next;
    }

    /** The same rows, table by table in another order, each in its own order. */
    public SampleMigration tablesInAnotherOrder(Random random) {
        List<String> names = new ArrayList<>(tables.keySet());
        Collections.shuffle(names, random);
        List<SourceRow> ordered = new ArrayList<>();
        for (String name : names) {
            rows.stream().filter(row -> row.table().table().equals(name)).forEach(ordered::add);
        }
        rows.clear();
        rows.addAll(ordered);
        return this;
    }

    /** What the last run has counted. */
    public MigrationTally tally() {
        return tally;
    }

    /** How often the rows were read for surveys. */
    public int readings() {
        return readings;
    }

    private static String shown(Map<String, Object> values) {
        Map<String, Object> brief = new LinkedHashMap<>();
        values.forEach((column, value) -> brief.put(
                column,
                value instanceof Translations translations
                        ? translations.texts()
                        : value instanceof ContentType type ? type.model() : value));
        return brief.toString();
    }
}
