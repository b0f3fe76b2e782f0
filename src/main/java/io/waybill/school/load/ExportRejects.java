package io.waybill.school.load;

import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.format.Fault;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.Rejects;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of an export could not be used, as rejects of its waybill. A reject is known by what is wrong with which record: it stays open as long
 * as exports have it, and is closed by the first one that has the area whole and brings it right.
 */
final class ExportRejects {
    private static final List<String> HEADER = List.of("source", "record", "field", "found", "expected");

    private final SchoolLoad load;
    private final Rejects rejects;

    ExportRejects(SchoolLoad load, Rejects rejects) {
        this.load = load;
        this.rejects = rejects;
    }

    void tell() throws SQLException {
        Map<Area, Map<List<String>, RejectedRow>> found = new LinkedHashMap<>();
        for (RecordTables.RejectedRecord each : load.records().rejected()) {
            RejectedRow row = row(each.area(), each.fault());
            found.computeIfAbsent(each.area(), area -> new LinkedHashMap<>()).putIfAbsent(row.keyCells(), row);
        }
        load.rejected()
                .forEach((area, rows) -> rows.forEach(row -> found.computeIfAbsent(area, none -> new LinkedHashMap<>())
                        .putIfAbsent(row.keyCells(), row)));
        for (Area area : Area.values()) {
            Map<List<String>, RejectedRow> rows = found.getOrDefault(area, Map.of());
            List<AnsweredRow> answered = answered(area, rows.keySet());
            if (!rows.isEmpty()) {
                load.outcome().count(subject(area), Origin.DROP, rows.size(), 0, rows.size());
            }
            if (!rows.isEmpty() || !answered.isEmpty()) {
                load.outcome()
                        .mendable(
                                kind(area),
                                new MendableRows(
                                        subject(area),
                                        Origin.DROP,
                                        answered,
                                        new ArrayList<>(rows.values()),
                                        List.of()));
            }
        }
    }

    /** The open rejects that this export does not have. */
    private List<AnsweredRow> answered(Area area, Set<List<String>> rejected) throws SQLException {
        if (load.records().areas().get(area) != AreaState.LOADED) {
            return List.of();
        }
        Set<List<String>> open =
                new HashSet<>(rejects.openKeys(load.sql().connection(), SchoolConfig.SYSTEM, kind(area)));
        open.removeAll(rejected);
        return open.stream()
                .filter(key -> key.get(0).equals(source()))
                .map(key -> new AnsweredRow(key, null, false))
                .toList();
    }

    private String source() {
        return load.config().source(load.drop().feed().feed());
    }

    private RejectedRow row(Area area, Fault fault) {
        List<String> cells =
                List.of(source(), text(fault.record()), text(fault.field()), text(fault.found()), fault.expected());
        return new RejectedRow(
                kind(area),
                HEADER,
                cells,
                List.of(source(), text(fault.record()), text(fault.field()), fault.rule()),
                List.of(text(fault.found())),
                fault.at(),
                fault.rule(),
                fault.sentence(),
                List.of(),
                null);
    }

    /** What rejects of an area are called. */
    static String kind(Area area) {
        return area.words().replace(' ', '-');
    }

    /** The table under which the records of an area are counted. */
    private static String subject(Area area) {
        SchoolTable table = switch (area) {
            case STAFF -> SchoolTable.STAFFS;
            case PUPILS -> SchoolTable.PUPILS;
            case SUBJECTS -> SchoolTable.SUBJECTS;
            case ROOMS -> SchoolTable.LOCATIONALIASES;
            case TUTOR_GROUPS, TEACHING_GROUPS, CUSTOM_GROUPS, AUTOMATIC_GROUPS -> SchoolTable.GROUPS;
            case TIMETABLE, OTHER_HALF -> SchoolTable.EVENTS;
            case COVERS -> SchoolTable.COMMITMENTS;
        };
        return table.table();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
