package io.waybill.school.schoolbase;

import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord.Cover;
import io.waybill.school.source.Extract;
import io.waybill.school.source.KeyedRecords;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who stands in for whom: a cover is for a line of an absence, and the absence says who is away. */
final class SchoolBaseCovers {
    private static final String LINE = "StaffAbLineIdent";
    private static final String ABSENCE = "StaffAbIdent";
    private static final String USER = "UserIdent";

    private final SourceTables tables;
    private final SchoolBaseDays days;
    private final SchoolBaseDirectory directory;
    private final SchoolBaseTimetable timetable;
    private final LoadFrame frame;
    private final Extract extract;
    private final KeyedRecords<Cover> covers;
    /** Who is away, by absence. */
    private final Map<String, String> away = new HashMap<>();

    private final Map<String, Line> lines = new HashMap<>();
    private long invigilations;

    /**
     * A line of an absence.
     *
     * @param row of the timetable; null when it is no lesson
     */
    private record Line(String absence, String row) {}

    SchoolBaseCovers(
            SourceTables tables,
            SchoolBaseDays days,
            SchoolBaseDirectory directory,
            SchoolBaseTimetable timetable,
            LoadFrame frame,
            Extract extract) {
        this.tables = tables;
        this.days = days;
        this.directory = directory;
        this.timetable = timetable;
        this.frame = frame;
        this.extract = extract;
        this.covers = new KeyedRecords<>(Area.COVERS, extract);
    }

    AreaState read() throws IOException {
        if (!tables.has("staffcovers") && !tables.has("staffabline") && !tables.has("staffabsence")) {
            return AreaState.NOT_REQUESTED;
        }
        boolean whole = days.read(Area.COVERS);
        whole &= tables.read(Area.COVERS, "staffabsence", List.of(ABSENCE, USER), true, values -> {
            String id = values.requiredKey(ABSENCE);
            String user = values.key(USER);
            if (values.isSound() && user != null) {
                away.put(id, user);
            }
        });
        whole &= tables.read(Area.COVERS, "staffabline", List.of(LINE, ABSENCE, "TimetableIdent"), true, values -> {
            String id = values.requiredKey(LINE);
            String absence = values.requiredKey(ABSENCE);
            String row = values.key("TimetableIdent");
            if (values.isSound()) {
                lines.put(id, new Line(absence, row));
            }
        });
        whole &= tables.read(Area.COVERS, "staffcovers", List.of(LINE, "AbsenceDate", USER), true, this::cover);
        covers.complete("covers");
        covers.all().forEach(extract::record);
        if (invigilations > 0) {
            extract.notice(new Notice(
                    "left-out",
                    "Left out: " + invigilations + " of the covers, because invigilations are no lessons.",
                    invigilations));
        }
        return whole ? AreaState.LOADED : AreaState.FAILED;
    }

    private void cover(SourceValues values) {
        String id = values.requiredKey(LINE);
        values.required("AbsenceDate");
        LocalDate date = days.find(values, "AbsenceDate");
        if (values.isSound() && date != null && date.isBefore(frame.start())) {
            return;
        }
        Line line = lines.get(id);
        if (line != null && line.row == null) {
            invigilations++;
            return;
        }
        String covering = directory.staff(values, USER);
        String entry = line == null ? null : timetable.entry(line.row);
        String covered = line == null ? null : away.get(line.absence);
        if (values.isSound() && (entry == null || covered == null || covering == null || date == null)) {
            values.fault(
                    LINE,
                    "unknown-reference",
                    id,
                    "an absence of somebody from a lesson, and somebody who comes instead",
                    null);
        }
        covers.add(id, new Cover(id, date, entry, covered, covering), values);
    }
}
