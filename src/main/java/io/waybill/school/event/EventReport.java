package io.waybill.school.event;

import io.waybill.school.load.SchoolLoad;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.load.SchoolTable;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.policy.EventRules;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells the waybill what becomes of events: the lines that people look for, what is odd about covers, and what nobody should find out later. */
final class EventReport {
    private final SchoolLoad load;
    private final SchoolSql sql;
    private final EventRules rules;

    /** A cover that cannot be one. */
    private record Problem(String kind, LocalDate day, String id, String entry) {}

    /** Somebody who stands in and has something else to do then. */
    private record Clash(LocalDate day, String cover, String initials, String other) {}

    /** A lesson with a cover that does not take place. */
    private record Oddity(LocalDate day, String body) {}

    private record NoticeCounts(long covers, long silent, long incomplete, long pauses, long suspended) {}

    EventReport(SchoolLoad load) {
        this.load = load;
        this.sql = load.sql();
        this.rules = load.config().events();
    }

    void tell() throws SQLException {
        EventCounts counts = EventSteps.counts(sql);
        load.agree(SchoolTable.EVENTS, counts.eventsAgreed());
        load.agree(SchoolTable.COMMITMENTS, counts.partsAgreed());
        load.guard("events", load.config().limits().events(), counts.withdrawn(), counts.before(), "be withdrawn");
        load.line(counts.added() + counts.returned(), "timetable events added.");
        load.line(counts.amended(), "timetable events amended.");
        load.line(counts.withdrawn(), "timetable events deleted.");
        load.line(counts.partsAdded(), "resources added to timetable events.");
        load.line(counts.partsRemoved(), "resources removed from timetable events.");
        load.notice(
                "events-returned",
                counts.returned(),
                counts.returned()
                        + (counts.returned() == 1
                                ? " event that had been withdrawn is"
                                : " events that had been withdrawn are")
                        + " there again.");
        NoticeCounts noticed = sql.query(
                        EventReport.class,
                        "count-notices.sql",
                        row -> new NoticeCounts(
                                row.getLong("covers"),
                                row.getLong("silent"),
                                row.getLong("incomplete"),
                                row.getLong("pauses"),
                                row.getLong("suspended")))
                .get(0);
        load.notice(
                "days-without-week",
                noticed.silent,
                noticed.silent + (noticed.silent == 1 ? " day has" : " days have")
                        + " no \"Week letter\", or several that contradict each other, and the export does not say which week it is: lessons stay as they are then.");
        load.notice(
                "entries-incomplete",
                noticed.incomplete,
                noticed.incomplete
                        + (noticed.incomplete == 1 ? " entry names" : " entries name")
                        + " somebody or something that the calendar does not know, or may be what a rejected row is about: nobody was"
                        + " taken out of " + (noticed.incomplete == 1 ? "its event." : "their events."));
        load.notice(
                "lessons-suspended",
                noticed.suspended,
                noticed.suspended + (noticed.suspended == 1 ? " event is" : " events are")
                        + " shown as not taking place, because of " + noticed.pauses
                        + (noticed.pauses == 1 ? " gap or suspension" : " gaps and suspensions") + " in the calendar.");
        if (load.records().areas().get(Area.COVERS) == AreaState.LOADED) {
            tellOfCovers(counts, noticed.covers);
        }
    }

    private void covers(String done, long count) {
        if (count > 0) {
            load.line(done + " " + count + " instances of cover.");
        }
    }

    private void tellOfCovers(EventCounts counts, long covers) throws SQLException {
        covers("Added", counts.coversAdded());
        covers("Amended", counts.coversAmended());
        covers("Deleted", counts.coversRemoved());
        load.line("Processed " + covers + " covers and 0 invigilations.");
        tellOfProblems();
        sql.run(EventReport.class, "cover-moments.sql");
        List<Clash> clashes = clashes();
        clashes.forEach(each -> load.detail(each.initials + " covers \"" + each.cover + "\" on " + each.day
                + " and has \"" + each.other + "\" at that time."));
        List<Oddity> oddities = sql.query(
                EventReport.class,
                "cover-oddities.sql",
                row -> new Oddity(row.getObject("day", LocalDate.class), row.getString("body")));
        oddities.forEach(
                each -> load.detail("\"" + each.body + "\" on " + each.day + " is covered, and does not take place."));
        load.line(clashes.size(), "apparent cover clashes.");
        load.line(oddities.size(), "apparent cover oddities.");
        if (clashes.isEmpty() && oddities.isEmpty()) {
            load.line("No apparent cover issues.");
        }
        load.notice(
                "cover-clashes",
                clashes.size(),
                clashes.size() + (clashes.size() == 1 ? " apparent cover clash" : " apparent cover clashes")
                        + ": who stands in has something else to do then. The report lists "
                        + (clashes.size() == 1 ? "it." : "them."));
        load.notice(
                "cover-oddities",
                oddities.size(),
                oddities.size()
                        + (oddities.size() == 1 ? " apparent cover oddity" : " apparent cover oddities")
                        + ": what is covered does not take place. The report lists "
                        + (oddities.size() == 1 ? "it." : "them."));
    }

    private void tellOfProblems() throws SQLException {
        List<Problem> problems = sql.query(
                EventReport.class,
                "cover-problems.sql",
                row -> new Problem(
                        row.getString("problem"),
                        row.getObject("day", LocalDate.class),
                        row.getString("source_id"),
                        row.getString("entry")));
        Map<String, Long> byKind = new TreeMap<>();
        for (Problem each : problems) {
            byKind.merge(each.kind, 1L, Long::sum);
            load.detail("Cover " + each.id + " of " + each.entry + " on " + each.day + ": " + reason(each.kind) + ".");
        }
        if (!problems.isEmpty()) {
            load.line("Dropped " + problems.size() + " cover(s).");
        }
        byKind.forEach((kind, count) -> load.notice(
                "covers-" + kind,
                count,
                count + (count == 1 ? " cover was" : " covers were") + " not used: " + reason(kind)
                        + ". The report lists " + (count == 1 ? "it." : "them.")));
    }

    private static String reason(String kind) {
        return switch (kind) {
            case "no-event" -> "the lesson does not take place on that day";
            case "nobody-comes" -> "who stands in plays no part in the calendar";
            case "nobody-away" -> "who is away does not take part in the lesson";
            default -> "another one says the same";
        };
    }

    private List<Clash> clashes() throws SQLException {
        return sql
                .query(
                        EventReport.class,
                        "clashes.sql",
                        row -> new Clash(
                                row.getObject("day", LocalDate.class),
                                row.getString("cover_body"),
                                row.getString("initials"),
                                row.getString("body")))
                .stream()
                .filter(each -> !rules.permits(each.cover, each.other))
                .toList();
    }
}
