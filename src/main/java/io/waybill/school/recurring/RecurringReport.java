package io.waybill.school.recurring;

import io.waybill.delivery.Outcome;
import io.waybill.delivery.guard.Limit;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.model.Notice;
import io.waybill.reject.Rejects;
import io.waybill.school.event.EventCounts;
import io.waybill.school.event.EventSteps;
import io.waybill.school.load.SchoolSql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells the waybill what becomes of recurring events, and what is wrong with definitions. */
final class RecurringReport {
    /** The column of rejects that has the title of a definition. */
    static final String RECORD = "definition";
    /** The kind of rejected definitions. */
    static final String REJECTS = "recurring";

    private final SchoolSql sql;
    private final RecurringSteps.Recurring recurring;
    private final List<Definition> definitions;
    private final Outcome outcome;
    private final Limit limit;

    /** A name that means nothing, or several things. */
    private record Unclear(int place, String field, String kind, String name, long found) {}

    private record Name(String kind, String name) {}

    RecurringReport(
            SchoolSql sql,
            RecurringSteps.Recurring recurring,
            List<Definition> definitions,
            Outcome outcome,
            Limit limit) {
        this.sql = sql;
        this.recurring = recurring;
        this.definitions = definitions;
        this.outcome = outcome;
        this.limit = limit;
    }

    void tell(Rejects rejects) throws SQLException {
        EventCounts counts = EventSteps.counts(sql);
        outcome.agree("events", counts.eventsAgreed());
        outcome.agree("commitments", counts.partsAgreed());
        notice("events-added", "Added", counts.added() + counts.returned(), "");
        notice("events-amended", "Amended", counts.amended(), "");
        notice("events-withdrawn", "Deleted", counts.withdrawn(), " No definition makes them any more.");
        if (limit.passedBy(counts.withdrawn(), counts.before() < 10 ? 0 : counts.before())) {
            outcome.ask(new Outcome.Question(
                    "too-many-events",
                    "events",
                    counts.withdrawn() + " of " + counts.before()
                            + " recurring events would be withdrawn, and the limit is " + limit
                            + ": are the files whole?"));
        }
        reject(rejects);
    }

    /** In the words that people of such calendars look for. */
    private void notice(String rule, String done, long count, String why) {
        if (count > 0) {
            outcome.notice(new Notice(rule, done + " " + count + " recurring events." + why, count));
        }
    }

    private void reject(Rejects rejects) throws SQLException {
        FileRejects rejected = new FileRejects(REJECTS, RECORD, "events", recurring.answers());
        recurring.files().forEach(file -> file.faults().forEach(fault -> rejected.add(file.file(), fault, List.of())));
        rejectUnclear(rejected);
        Set<String> files =
                recurring.files().stream().map(RecurringFile.Read::file).collect(Collectors.toSet());
        rejected.tell(outcome, sql.connection(), rejects, file -> recurring.all() || files.contains(file));
    }

    private void rejectUnclear(FileRejects rejected) throws SQLException {
        List<Unclear> found = sql.query(
                RecurringReport.class,
                "unclear.sql",
                row -> new Unclear(
                        row.getInt("place"),
                        row.getString("field"),
                        row.getString("kind"),
                        row.getString("name"),
                        row.getLong("found")));
        if (found.isEmpty()) {
            return;
        }
        Map<String, Set<String>> names = new HashMap<>();
        sql.query(RecurringReport.class, "names.sql", row -> new Name(row.getString("kind"), row.getString("name")))
                .forEach(name -> names.computeIfAbsent(name.kind, none -> new TreeSet<>())
                        .add(name.name));
        found.forEach(each -> reject(rejected, each, names.getOrDefault(each.kind, Set.of())));
    }

    private void reject(FileRejects rejected, Unclear each, Set<String> known) {
        Definition definition = definitions.get(each.place);
        rejected.add(
                definition.file(),
                new Fault(
                        Position.ofLine(definition.file(), definition.line()),
                        definition.title(),
                        each.field,
                        each.found == 0 ? "unknown-reference" : "ambiguous-reference",
                        each.name,
                        each.found == 0 ? expected(each.kind) : expected(each.kind) + ", not of " + each.found,
                        NameAnswers.meant(recurring.answers(), each.field, each.name)
                                        .map(answer ->
                                                "Somebody has answered " + answer + ", which cannot be used either. ")
                                        .orElse("")
                                + "The events that this definition has made stay as they are."),
                each.found > 0 ? List.of() : FileRejects.near(each.name, known));
    }

    private static String expected(String kind) {
        return switch (kind) {
            case "staff" -> "the initials of one of the staff who are there";
            case "group" -> "the name of a group that has not ended";
            case "location" -> "the name of a place";
            case "property" -> "the name of a property";
            default -> "the name of a category of events";
        };
    }
}
