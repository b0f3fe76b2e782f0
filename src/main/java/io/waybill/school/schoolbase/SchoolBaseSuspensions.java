package io.waybill.school.schoolbase;

import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.SchoolRecord.Period;
import io.waybill.school.model.SchoolRecord.Suspension;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.source.Extract;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lessons that do not take place: on each day from one to another, from the beginning of one period to the end of another, for one year of
 * pupils. The table may be empty. To those of the table come those that the school has written down beside it.
 */
final class SchoolBaseSuspensions {
    private static final String TABLE = "suspendedlessons";
    private static final String FIRST = "SusStartdate";
    private static final String LAST = "SusEndDate";
    private static final String START = "StartPeriod";
    private static final String END = "EndPeriod";

    private final SourceTables tables;
    private final SchoolBaseDays days;
    private final SchoolBaseDirectory directory;
    private final SchoolBaseTimetable timetable;
    private final LoadFrame frame;
    private final SchoolPolicy policy;
    private final Extract extract;
    private final Set<Suspension> given = new LinkedHashSet<>();
    private long incomplete;

    SchoolBaseSuspensions(
            SourceTables tables,
            SchoolBaseDirectory directory,
            SchoolBaseTimetable timetable,
            LoadFrame frame,
            SchoolPolicy policy,
            Extract extract) {
        this.tables = tables;
        this.days = new SchoolBaseDays(tables);
        this.directory = directory;
        this.timetable = timetable;
        this.frame = frame;
        this.policy = policy;
        this.extract = extract;
    }

    /**
     * @param others those that the tables do not have
     */
    void read(List<SchoolBaseRules.Suspended> others) throws IOException {
        if (tables.has(TABLE)) {
            days.read(Area.TIMETABLE);
            tables.read(
                    Area.TIMETABLE,
                    TABLE,
                    List.of("SusIdent", FIRST, LAST, SchoolBaseDirectory.YEAR, START, END),
                    true,
                    this::add);
        } else {
            extract.notice(
                    new Notice("no-suspensions", "The export has no table " + TABLE + ": it suspends no lessons.", 1));
        }
        for (SchoolBaseRules.Suspended each : others) {
            if (!each.last().isBefore(frame.start())) {
                given.add(new Suspension(
                        each.first(),
                        each.last(),
                        each.times().start(),
                        each.times().end(),
                        each.years().stream().map(policy.years()::own).sorted().toList(),
                        false));
            }
        }
        given.forEach(extract::record);
        if (incomplete > 0) {
            extract.notice(new Notice(
                    "left-out",
                    incomplete + (incomplete == 1 ? " suspended lesson" : " suspended lessons")
                            + " without days, a year or a last period: left out.",
                    incomplete));
        }
    }

    private void add(SourceValues values) {
        if (List.of(FIRST, LAST, END, SchoolBaseDirectory.YEAR).stream()
                .anyMatch(field -> values.text(field).isEmpty())) {
            incomplete++;
            return;
        }
        LocalDate first = days.find(values, FIRST);
        LocalDate last = days.find(values, LAST);
        Integer year = directory.yearOf(values);
        LocalTime start = start(values);
        Period end = period(values, END);
        if (values.isSound() && last.isBefore(first)) {
            values.fault(LAST, "ends-before-it-starts", last.toString(), "a day not before " + first, null);
        }
        if (values.isSound() && !end.end().isAfter(start)) {
            values.fault(END, "ends-before-it-starts", end.end().toString(), "a period that ends after " + start, null);
        }
        values.faults().forEach(fault -> extract.rejectedLink(Area.TIMETABLE, fault));
        // A year of another school beside this one suspends nothing here.
        if (values.isSound() && year != null && !last.isBefore(frame.start())) {
            given.add(new Suspension(
                    first, last, start, end.end(), List.of(policy.years().own(year)), false));
        }
    }

    /** Without a first period, from the first one of the day on. */
    private LocalTime start(SourceValues values) {
        if (values.text(START).isEmpty()) {
            return timetable.firstStart();
        }
        Period first = period(values, START);
        return first == null ? null : first.start();
    }

    /**
     * @return null when there is none, which is a fault
     */
    private Period period(SourceValues values, String field) {
        String key = values.requiredKey(field);
        String known = key.isEmpty()
                ? null
                : values.reference(field, key, each -> timetable.period(each) != null, "a period with times", null);
        return known == null ? null : timetable.period(known);
    }
}
