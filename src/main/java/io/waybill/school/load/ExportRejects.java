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
import io.waybill.school.source.Answers;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of an export could not be used, as rejects of its waybill. A reject is known by what is wrong with which record: it stays open as long
 * as exports have it, and is closed by the first one that has the area whole and brings it right. What is wrong in tables of some weeks alone is
 * about the week of its row; where that is not known, about all weeks of the drop.
 */
final class ExportRejects {
    /** The columns of the rows. */
    static final List<String> HEADER = List.of("source", "record", "field", "found", "expected");

    /** From here on the key has the weeks, if it is about some. */
    private static final int WEEKS = 4;

    private static final int KEY_RECORD = 1;

    private static final int RECORD = HEADER.indexOf("record");
    private static final int FIELD = HEADER.indexOf("field");
    private static final int FOUND = HEADER.indexOf("found");

    private final SchoolLoad load;
    private final Rejects rejects;
    private final Lookalikes lookalikes;

    /**
     * Rejects of one kind.
     *
     * @param link whether they are links between records
     */
    private record Kind(Area area, boolean link) {
        String word() {
            return area.words().replace(' ', '-') + (link ? "-links" : "");
        }

        /** The table under which they are counted. */
        String subject() {
            SchoolTable table = switch (area) {
                case STAFF -> SchoolTable.STAFFS;
                case PUPILS -> SchoolTable.PUPILS;
                case SUBJECTS -> SchoolTable.SUBJECTS;
                case ROOMS -> SchoolTable.LOCATIONALIASES;
                case TUTOR_GROUPS, TEACHING_GROUPS, CUSTOM_GROUPS, AUTOMATIC_GROUPS ->
                    link ? SchoolTable.MEMBERSHIPS : SchoolTable.GROUPS;
                case OTHER_HALF -> link ? SchoolTable.MEMBERSHIPS : SchoolTable.EVENTS;
                case TIMETABLE -> link ? SchoolTable.COMMITMENTS : SchoolTable.EVENTS;
                case COVERS -> SchoolTable.COMMITMENTS;
            };
            return table.table();
        }
    }

    ExportRejects(SchoolLoad load, Rejects rejects) {
        this.load = load;
        this.rejects = rejects;
        this.lookalikes = new Lookalikes(load.sql());
    }

    /**
     * Tells the waybill.
     *
     * @return how many there are
     */
    long tell() throws SQLException {
        long rejected = 0;
        Map<Kind, Map<List<String>, RejectedRow>> found = new LinkedHashMap<>();
        long places = 0;
        for (RecordTables.RejectedRecord each : load.records().rejected()) {
            Kind kind = new Kind(each.area(), each.link());
            RejectedRow row = row(kind, each);
            if (row.rule().equals(Answers.UNLIKE_ROOMS) && row.candidates().isEmpty()) {
                places++;
                continue;
            }
            found.computeIfAbsent(kind, none -> new LinkedHashMap<>()).putIfAbsent(row.keyCells(), row);
        }
        load.rejected()
                .forEach((area, rows) ->
                        rows.forEach(row -> found.computeIfAbsent(new Kind(area, false), none -> new LinkedHashMap<>())
                                .putIfAbsent(row.keyCells(), row)));
        load.notice(
                "activities-without-room",
                places,
                places + (places == 1 ? " activity is at a place that is" : " activities are at places that are")
                        + " not like the name of any room: "
                        + (places == 1 ? "it has no room." : "they have no room."));
        for (Area area : Area.values()) {
            int records = tell(new Kind(area, false), found);
            int links = tell(new Kind(area, true), found);
            rejected += records + links;
            long all = load.records().counts().getOrDefault(area.words(), 0L) + records + links;
            // Of an area that failed nothing changes.
            if (load.records().areas().get(area) == AreaState.LOADED) {
                load.guard(
                        "records of " + area.words(),
                        load.config().limits().rejects(),
                        records + links,
                        all,
                        "be rejected");
            }
        }
        return rejected;
    }

    private int tell(Kind kind, Map<Kind, Map<List<String>, RejectedRow>> found) throws SQLException {
        Map<List<String>, RejectedRow> all = found.getOrDefault(kind, Map.of());
        List<AnsweredRow> answered = new ArrayList<>(answered(kind, all.keySet()));
        Map<List<String>, RejectedRow> rows = new LinkedHashMap<>();
        all.forEach((key, row) -> {
            if (isLeftOut(row)) {
                answered.add(new AnsweredRow(key, null, true));
            } else {
                rows.put(key, row);
            }
        });
        if (!all.isEmpty()) {
            load.outcome().count(kind.subject(), Origin.DROP, all.size(), all.size() - rows.size(), rows.size());
        }
        if (!rows.isEmpty() || !answered.isEmpty()) {
            load.outcome()
                    .mendable(
                            kind.word(),
                            new MendableRows(
                                    kind.subject(), Origin.DROP, answered, new ArrayList<>(rows.values()), List.of()));
        }
        return rows.size();
    }

    /** The open rejects that this export does not have. */
    private List<AnsweredRow> answered(Kind kind, Set<List<String>> rejected) throws SQLException {
        if (load.records().areas().get(kind.area) != AreaState.LOADED) {
            return List.of();
        }
        Set<List<String>> open =
                new HashSet<>(rejects.openKeys(load.sql().connection(), SchoolConfig.SYSTEM, kind.word()));
        open.removeAll(rejected);
        return open.stream()
                .filter(key -> key.get(0).equals(source()) && isSpokenOf(key))
                .map(key -> new AnsweredRow(key, null, false))
                .toList();
    }

    /**
     * One that is about weeks stays open until an export has all of them, or says which week the record belongs to. Tables of some weeks alone say
     * nothing of anything else.
     */
    private boolean isSpokenOf(List<String> key) {
        List<String> weeks = key.subList(Math.min(WEEKS, key.size()), key.size());
        return weeks.isEmpty() && load.records().weeksAlone().isEmpty()
                || !weeks.isEmpty()
                        && weeks.stream().allMatch(sunday -> load.records().speaksOf(LocalDate.parse(sunday)))
                || load.records().isDated(key.get(KEY_RECORD));
    }

    private String source() {
        return load.source();
    }

    private boolean isLeftOut(RejectedRow row) {
        return load.answers()
                .isLeftOut(
                        row.cells().get(RECORD),
                        row.cells().get(FIELD),
                        row.rule(),
                        row.cells().get(FOUND));
    }

    private RejectedRow row(Kind kind, RecordTables.RejectedRecord rejected) throws SQLException {
        Fault fault = rejected.fault();
        List<String> key = new ArrayList<>(List.of(source(), text(fault.record()), text(fault.field()), fault.rule()));
        List<LocalDate> weeks = rejected.week() == null ? load.records().weeksAlone() : List.of(rejected.week());
        weeks.forEach(sunday -> key.add(sunday.toString()));
        return new RejectedRow(
                kind.word(),
                HEADER,
                List.of(source(), text(fault.record()), text(fault.field()), text(fault.found()), fault.expected()),
                key,
                List.of(text(fault.found())),
                fault.at(),
                fault.rule(),
                fault.sentence(),
                lookalikes.of(fault),
                null);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
