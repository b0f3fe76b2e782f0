package io.waybill.lino.restore;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.RefusedRows;
import io.waybill.delivery.Row;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.lino.migration.MigratedRows;
import io.waybill.lino.migration.Migration;
import io.waybill.lino.record.CellTexts;
import io.waybill.lino.record.NumberedPlaces;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.TableMatch;
import io.waybill.lino.record.TargetRows;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends the rows of a dump to the stage, migrated and converted, and counts each: what is read is delivered, rejected or left out.
 */
final class RowStaging implements MigratedRows, RefusedRows {
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, TableMatch> byTarget = new HashMap<>();
    private final Migration migration;
    private final NumberedPlaces places;
    private final RejectBook rejects;
    private final List<RefusedValue> refused = new ArrayList<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private Delivery delivery;

    /** The rows on their way into one table. */
    private static final class Lane {
        private final TargetRows table;
        private final String name;
        private final List<Row> rows = new ArrayList<>();
        private long read;

        private Lane(TargetRows table) {
            this.table = table;
            this.name = table.match().target().name().toString();
        }
    }

    /**
     * @param tables by their names in the dump, after any migration
     * @param migration null when there is none
     */
    RowStaging(Map<String, TargetRows> tables, Migration migration, NumberedPlaces places, RejectBook rejects) {
        this.migration = migration;
        this.places = places;
        this.rejects = rejects;
        tables.forEach((name, table) -> {
            lanes.put(name, new Lane(table));
            byTarget.put(table.match().target().name().toString(), table.match());
        });
    }

    /** Where the rows go from now on. */
    void open(Delivery opened) {
        delivery = opened;
        delivery.places((place, field) -> places.position(place));
        delivery.refusals(this);
    }

    /** Takes a row of the dump. */
    void take(SourceRow row) {
        if (migration == null) {
            row(row);
        } else {
            migration.migrate(row, this);
        }
    }

    /** Counts a row that is left out on purpose. */
    void leaveOut(String subject) {
        leftOut.merge(subject, 1L, Long::sum);
    }

    @Override
    public void row(SourceRow row) {
        Lane lane = lanes.get(row.table().table());
        if (lane == null) {
            leaveOut(row.table().model());
            return;
        }
        lane.read++;
        Row converted = lane.table.row(row, places.of(row), refused);
        if (refused.isEmpty()) {
            lane.rows.add(converted);
        } else {
            refuse(lane.table.match(), converted, refused);
            refused.clear();
        }
    }

    @Override
    public void refused(RefusedRow refusal) {
        SourceRow row = refusal.row();
        Position at = places.position(places.of(row));
        List<String> columns = new ArrayList<>(row.values().keySet());
        List<String> cells = new ArrayList<>();
        row.values().values().forEach(value -> cells.add(value == null ? null : value.toString()));
        String key = row.table().pointer().orElse(columns.isEmpty() ? "" : columns.get(0));
        String table = row.table().table();
        rejects.addBeforeMigration(
                new RejectBook.Entry(table, row.table().model(), columns, cells, List.of(key), at),
                refusal.rule(),
                new Fault(
                                at,
                                table + " " + row.values().get(key) + ", " + refusal.at(),
                                null,
                                refusal.rule(),
                                refusal.found(),
                                refusal.expected(),
                                null)
                        .sentence());
    }

    /** A converted row that its table cannot hold. */
    @Override
    public void add(String table, Row row, List<RefusedValue> columns) {
        refuse(byTarget.get(table), row, columns);
    }

    private void refuse(TableMatch match, Row row, List<RefusedValue> columns) {
        RejectBook.Entry entry = new RejectBook.Entry(
                match.target().name().toString(),
                match.source().model(),
                match.filled().stream().map(column -> column.shape().name()).toList(),
                CellTexts.of(match.shapes(), row.values(), Row.ABSENT),
                match.target().key(),
                places.position(row.offset()));
        List<String> sentences = columns.stream()
                .map(value -> new Fault(
                                entry.at(),
                                entry.table(),
                                value.column(),
                                value.rule(),
                                value.found(),
                                value.expected(),
                                null)
                        .sentence())
                .toList();
        rejects.add(
                entry,
                columns.stream().map(RefusedValue::column).toList(),
                columns.get(0).rule(),
                String.join(" ", sentences));
    }

    /** Sends what has gathered. */
    void flush() {
        for (Lane lane : lanes.values()) {
            if (!lane.rows.isEmpty()) {
                delivery.stage(lane.name, lane.rows);
                lane.rows.clear();
            }
        }
    }

    /** Makes the rows that a migration adds at the end, and counts everything. */
    void end(Outcome outcome) {
        if (migration != null) {
            migration.end(this);
            flush();
            tellMigration(outcome);
        }
        for (Lane lane : lanes.values()) {
            outcome.count(lane.table.match().source().model(), Origin.DROP, lane.read, 0, 0);
        }
        leftOut.forEach((subject, count) -> {
            outcome.count(subject, Origin.DROP, count, count, 0);
            outcome.notice(new Notice("table-skipped", rows(count, subject) + " left out, as it was set.", count));
        });
    }

    private void tellMigration(Outcome outcome) {
        migration.tally().leftOut().forEach((table, count) -> {
            outcome.count(model(table), Origin.DROP, count, count, 0);
            outcome.notice(
                    new Notice("left-out-by-migration", rows(count, table) + " left out by the migration.", count));
        });
        migration.tally().refused().forEach((table, count) -> outcome.count(model(table), Origin.DROP, count, 0, 0));
        migration
                .tally()
                .made()
                .forEach((table, count) -> outcome.notice(
                        new Notice("made-by-migration", rows(count, table) + " made by the migration.", count)));
        migration
                .tally()
                .notes()
                .forEach((note, count) -> outcome.notice(new Notice(note.rule(), note.sentence(), count)));
    }

    private static String rows(long count, String subject) {
        return count + (count == 1 ? " row of " + subject + " is" : " rows of " + subject + " are");
    }

    private String model(String table) {
        return migration.before().table(table).map(each -> each.model()).orElse(table);
    }
}
