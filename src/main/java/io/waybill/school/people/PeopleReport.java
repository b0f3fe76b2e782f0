package io.waybill.school.people;

import io.waybill.school.config.SchoolLimits;
import io.waybill.school.load.SchoolLoad;
import io.waybill.school.load.SchoolTable;
import java.sql.SQLException;
import java.util.Map;

/** Tells what becomes of people and places: lines of the report, notices, and what somebody has to approve. */
final class PeopleReport {
    private final SchoolLoad load;
    private final Map<String, Long> staged;

    /** @param staged how many rows each file has staged, by its name */
    PeopleReport(SchoolLoad load, Map<String, Long> staged) {
        this.load = load;
        this.staged = staged;
    }

    /**
     * What there is of a kind.
     *
     * @param records of the export that are matched
     * @param fresh how many of them are new
     * @param rekeyed how many of them were found by something else than their key
     * @param returned how many of them had left
     * @param before how many of this source were present
     */
    private record Kind(long records, long fresh, long rekeyed, long returned, long before) {}

    void tell() throws SQLException {
        SchoolLimits limits = load.config().limits();
        Kind pupils = kind("pupils");
        long pupilsLeft =
                report("pupil record(s)", SchoolTable.PUPILS, pupils, "stage-pupils.sql", "stage-pupils-left.sql");
        long now = pupils.before + pupils.fresh + pupils.returned - pupilsLeft;
        if (now != pupils.before) {
            load.line("Started with " + pupils.before + " current pupils and finished with " + now + ".");
        }
        load.guard("pupils", limits.pupils(), pupilsLeft, pupils.before, "leave");
        Kind staff = kind("staff");
        long staffLeft =
                report("staff record(s)", SchoolTable.STAFFS, staff, "stage-staff.sql", "stage-staff-left.sql");
        load.guard("staff", limits.staff(), staffLeft, staff.before, "leave");
        Kind subjects = kind("subjects");
        long subjectsLeft = report(
                "subject record(s)", SchoolTable.SUBJECTS, subjects, "stage-subjects.sql", "stage-subjects-left.sql");
        load.guard("subjects", limits.subjects(), subjectsLeft, subjects.before, "go");
        Kind rooms = kind("rooms");
        long roomsLeft = report(
                "location records", SchoolTable.LOCATIONALIASES, rooms, "stage-aliases.sql", "stage-aliases-left.sql");
        load.guard("rooms", limits.rooms(), roomsLeft, rooms.before, "go");
        notices(pupils, staff, subjects, rooms);
        tellFormer();
    }

    /** People of the former system, after a change of systems. */
    private record Former(long pupils, long staff, long pupilsAlike, long staffAlike) {}

    private void tellFormer() throws SQLException {
        Former former = load.sql()
                .query(
                        PeopleReport.class,
                        "count-former.sql",
                        row -> new Former(
                                row.getLong("pupils"),
                                row.getLong("staff"),
                                row.getLong("pupils_alike"),
                                row.getLong("staff_alike")))
                .get(0);
        load.notice(
                "former-not-found",
                former.pupils + former.staff,
                "People of the former system who are present and whom this export does not have: " + former.pupils
                        + " pupils, " + former.staff
                        + " staff. They stay as they are. If they are at the school, the export is not whole.");
        load.notice(
                "former-alike",
                former.pupilsAlike + former.staffAlike,
                "Records that may be people whom the calendar has from the former system: " + former.pupilsAlike
                        + " pupils, " + former.staffAlike
                        + " staff. They are rejected. If they are the same people, drop the export with the option convert.");
    }

    private Kind kind(String kind) throws SQLException {
        return load.sql()
                .query(
                        PeopleReport.class,
                        "count-" + kind + ".sql",
                        row -> new Kind(
                                row.getLong("records"),
                                row.getLong("fresh"),
                                row.getLong("rekeyed"),
                                row.getLong("returned"),
                                row.getLong("before")))
                .get(0);
    }

    /**
     * Adds the lines of one kind of people or things.
     *
     * @return how many have left
     */
    private long report(String words, SchoolTable table, Kind kind, String stage, String left) {
        long written = staged.get(stage);
        long gone = staged.get(left);
        boolean rooms = table == SchoolTable.LOCATIONALIASES;
        load.line(written - kind.fresh, words + " amended.");
        load.line(kind.fresh, words + " created.");
        load.line(gone, words + (rooms ? " no longer in use." : " marked as left."));
        load.line(kind.records - written, words + (rooms ? " unchanged." : " untouched."));
        load.agree(table, kind.records - written);
        return gone;
    }

    private void notices(Kind pupils, Kind staff, Kind subjects, Kind rooms) throws SQLException {
        load.notice(
                "returned",
                pupils.returned + staff.returned,
                "People who had left are back: of the pupils " + pupils.returned + ", of the staff " + staff.returned
                        + ".");
        load.notice(
                "found-otherwise",
                pupils.rekeyed + staff.rekeyed + subjects.rekeyed + rooms.rekeyed,
                "Found under another key and given the key of the export: " + pupils.rekeyed + " pupils, "
                        + staff.rekeyed + " staff, " + subjects.rekeyed + " subjects, " + rooms.rekeyed + " rooms.");
        long merged = load.sql().number(PeopleReport.class, "count-merged.sql");
        load.notice(
                "rooms-merged",
                merged,
                merged + (merged == 1 ? " room has" : " rooms have")
                        + " the name of a place that was there already, or of another room of the export: they are one place.");
    }
}
