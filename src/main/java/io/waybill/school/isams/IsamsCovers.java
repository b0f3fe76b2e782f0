package io.waybill.school.isams;

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
import java.util.List;

/** Who stands in for whom. Only covers that are both visible and enabled count. */
final class IsamsCovers {
    /** The one table with covers. */
    static final String TABLE = "TblCoverManagerCover";

    private static final String ID = "TblCoverManagerCoverID";
    private static final String SCHEDULE = "TblTimetableManagerScheduleID";
    private static final String DATE = "dteDate";
    private static final String TEACHER = "txtCoverTeacher";
    private static final List<String> COLUMNS = List.of(ID, SCHEDULE, DATE, TEACHER, "blnVisible", "blnEnabled");

    private final SourceTables tables;
    private final IsamsDirectory directory;
    private final IsamsLessons lessons;
    private final LoadFrame frame;
    private final KeyedRecords<Cover> covers;
    private final Extract extract;
    private long waiting;

    IsamsCovers(SourceTables tables, IsamsDirectory directory, IsamsLessons lessons, LoadFrame frame, Extract extract) {
        this.tables = tables;
        this.directory = directory;
        this.lessons = lessons;
        this.frame = frame;
        this.extract = extract;
        this.covers = new KeyedRecords<>(Area.COVERS, extract);
    }

    AreaState read() throws IOException {
        if (!tables.has(TABLE)) {
            return AreaState.NOT_REQUESTED;
        }
        boolean whole = tables.read(Area.COVERS, TABLE, COLUMNS, true, this::cover);
        covers.complete("covers");
        covers.all().forEach(extract::record);
        extract.waiting(waiting, "cover", "covers", "lessons that are rejected");
        return whole ? AreaState.LOADED : AreaState.FAILED;
    }

    private void cover(SourceValues values) {
        String id = values.requiredKey(ID);
        values.required(DATE);
        LocalDate date = values.date(DATE);
        boolean active = values.flag("blnVisible") && values.flag("blnEnabled");
        if (values.isSound() && (!active || date.isBefore(frame.start()))) {
            return;
        }
        String schedule = values.requiredKey(SCHEDULE);
        String covering = directory.userCodes().find(values, TEACHER, values.required(TEACHER));
        boolean sound = values.isSound();
        String meant = sound
                ? values.reference(
                        SCHEDULE, schedule, this::isTaught, "a lesson of the timetable that somebody teaches", null)
                : null;
        if (sound && meant == null && lessons.isRejected(schedule)) {
            covers.rejectWith(id, values);
            waiting++;
            return;
        }
        IsamsLessons.Taught lesson = meant == null ? null : lessons.taught(meant);
        covers.add(id, lesson == null ? null : new Cover(id, date, lesson.entry(), lesson.staff(), covering), values);
    }

    private boolean isTaught(String schedule) {
        IsamsLessons.Taught lesson = lessons.taught(schedule);
        return lesson != null && lesson.staff() != null;
    }
}
