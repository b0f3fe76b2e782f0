package io.waybill.school.recurring;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.school.config.LoadOptions;
import io.waybill.school.event.EventSteps;
import io.waybill.school.load.LoadSteps;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.recurring.Definition.Part;
import io.waybill.school.source.SourceValues;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Stages the events of definitions, as if they were an export's. */
final class RecurringEvents {
    /** What the calendar calls the source of these events. */
    static final String SOURCE = "Yaml";

    private final SchoolSql sql;
    private final RecurringSteps.Recurring recurring;
    private final List<Definition> definitions;

    private record Name(int place, String field, String name) {}

    private record Era(String name, LocalDate first, LocalDate last) {}

    RecurringEvents(SchoolSql sql, RecurringSteps.Recurring recurring) {
        this.sql = sql;
        this.recurring = recurring;
        this.definitions = recurring.files().stream()
                .flatMap(file -> file.definitions().stream())
                .toList();
    }

    /** Those that are sound in themselves; their places are those of the working tables. */
    List<Definition> definitions() {
        return definitions;
    }

    /**
     * Makes the working tables, and the sources of these events.
     *
     * @return the effective day
     */
    LocalDate begin(String fileName, LocalDate today) throws SQLException {
        Era era = era(fileName);
        LocalDate start = start(era, today, fileName);
        sql.run(LoadSteps.class, "working.sql");
        sql.update(LoadSteps.class, "make-datasources.sql", (Object) new String[] {SOURCE});
        sql.update(LoadSteps.class, "make-eventsources.sql", (Object) new String[] {SOURCE});
        sql.update(
                LoadSteps.class,
                "fill-frame.sql",
                start,
                today,
                SourceValues.ZONE.getId(),
                false,
                true,
                era.name,
                SOURCE,
                SOURCE);
        sql.run(LoadSteps.class, "frame-ready.sql");
        return start;
    }

    /** Compares events with those of the calendar; groups are those that the stage leads to. */
    void stage() throws SQLException {
        sql.run(RecurringEvents.class, "tables.sql");
        fill();
        EventSteps.findDays(sql);
        run("resolve.sql");
        answer();
        run("freeze.sql");
        EventSteps.beginWanted(sql);
        run("wanted.sql");
        try (PreparedStatement setting =
                sql.connection().prepareStatement("SELECT set_config('waybill.all_files', ?, true)")) {
            setting.setString(1, String.valueOf(recurring.all()));
            setting.execute();
        }
        run("ended.sql");
        EventSteps.stageDifferences(sql);
        run("notes.sql");
    }

    /** Names that mean nothing, or several things, mean what people say. */
    private void answer() throws SQLException {
        Map<Name, String> meant = new LinkedHashMap<>();
        for (Name each : sql.query(
                RecurringReport.class,
                "unclear.sql",
                row -> new Name(row.getInt("place"), row.getString("field"), row.getString("name")))) {
            NameAnswers.meant(recurring.answers(), each.field, each.name).ifPresent(name -> meant.put(each, name));
        }
        if (!meant.isEmpty()) {
            sql.update(
                    RecurringEvents.class,
                    "answer.sql",
                    meant.keySet().stream().map(Name::place).toArray(Integer[]::new),
                    meant.keySet().stream().map(Name::field).toArray(String[]::new),
                    meant.keySet().stream().map(Name::name).toArray(String[]::new),
                    meant.values().toArray(String[]::new));
        }
    }

    private void run(String file) throws SQLException {
        sql.run(RecurringEvents.class, file);
    }

    private Era era(String fileName) throws SQLException {
        List<Era> eras = sql.query(
                RecurringEvents.class,
                "era.sql",
                row -> new Era(
                        row.getString("name"),
                        row.getObject("first", LocalDate.class),
                        row.getObject("last", LocalDate.class)));
        if (eras.isEmpty()) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(fileName),
                    "no-era",
                    "a calendar without a current era",
                    "a calendar with people in it",
                    "Drop an export of the school's system first."));
        }
        return eras.get(0);
    }

    private LocalDate start(Era era, LocalDate today, String fileName) {
        LocalDate asked = recurring.options().start();
        LocalDate start = asked != null ? asked : today.isBefore(era.first) ? era.first : today;
        if (start.isBefore(era.first) || start.isAfter(era.last)) {
            throw new BrokenFileException(LoadOptions.wrong(
                    fileName,
                    LoadOptions.START,
                    start.toString(),
                    "a day of the era " + era.name + ", from " + era.first + " to " + era.last));
        }
        return start;
    }

    private void fill() throws SQLException {
        try (PreparedStatement definition = insert("definition.sql");
                PreparedStatement part = insert("part.sql");
                PreparedStatement frozen = insert("frozen.sql");
                PreparedStatement file = insert("file.sql")) {
            for (int place = 0; place < definitions.size(); place++) {
                add(definition, place, definitions.get(place));
                for (Part each : definitions.get(place).parts()) {
                    part.setInt(1, place);
                    part.setString(2, each.kind().name().toLowerCase(Locale.ROOT));
                    part.setString(3, each.name());
                    part.addBatch();
                }
            }
            for (RecurringFile.Read read : recurring.files()) {
                file.setString(1, YamlName.known(read.file()));
                file.addBatch();
                if (read.broken()) {
                    freeze(frozen, read.file(), null);
                }
                for (String key : read.frozen()) {
                    freeze(frozen, read.file(), key);
                }
            }
            definition.executeBatch();
            part.executeBatch();
            frozen.executeBatch();
            file.executeBatch();
        }
    }

    private static void freeze(PreparedStatement frozen, String file, String key) throws SQLException {
        frozen.setString(1, YamlName.known(file));
        frozen.setString(2, key);
        frozen.addBatch();
    }

    private void add(PreparedStatement insert, int place, Definition each) throws SQLException {
        int column = 0;
        insert.setInt(++column, place);
        insert.setString(++column, each.key());
        insert.setString(++column, YamlName.known(each.file()));
        insert.setString(++column, each.category());
        insert.setString(++column, each.title());
        insert.setObject(++column, each.starts());
        insert.setObject(++column, each.ends());
        insert.setArray(
                ++column, sql.connection().createArrayOf("integer", each.days().toArray()));
        insert.setString(++column, each.weeks());
        insert.setObject(++column, each.first());
        insert.setObject(++column, each.last());
        insert.setArray(
                ++column,
                sql.connection()
                        .createArrayOf(
                                "text",
                                each.occurrences().stream().map(Enum::name).toArray()));
        insert.setBoolean(++column, each.greyed());
        insert.setString(++column, each.organiser());
        insert.setString(++column, each.note());
        insert.addBatch();
    }

    private PreparedStatement insert(String file) throws SQLException {
        return sql.connection()
                .prepareStatement(sql.template(RecurringEvents.class, file).sql());
    }
}
