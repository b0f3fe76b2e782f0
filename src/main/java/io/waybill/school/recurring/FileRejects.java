package io.waybill.school.recurring;

import io.waybill.delivery.Outcome;
import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.format.Fault;
import io.waybill.format.NearestName;
import io.waybill.match.Candidate;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.Rejects;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.source.Answers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is wrong in files, as rejects of one kind. One is open as long as its file has it, and is closed by the first drop of the file without it. */
final class FileRejects {
    private static final double NEAR = 0.8;

    private final String kind;
    private final String subject;
    private final List<String> header;
    private final Answers answers;
    private final Map<List<String>, RejectedRow> rows = new LinkedHashMap<>();
    private final Set<List<String>> leftOut = new HashSet<>();

    /**
     * @param kind of the rejects
     * @param record what a file has: the name of a column
     * @param subject the table under which they are counted
     * @param answers what people have said about things in files that cannot be used
     */
    FileRejects(String kind, String record, String subject, Answers answers) {
        this.kind = kind;
        this.subject = subject;
        this.answers = answers;
        this.header = List.of("file", record, "field", "found", "expected");
    }

    void add(String file, Fault fault, List<Candidate> candidates) {
        String record = text(fault.record());
        String field = text(fault.field());
        String found = text(fault.found());
        RejectedRow row = new RejectedRow(
                kind,
                header,
                List.of(file, record, field, found, fault.expected()),
                List.of(file, record, field, fault.rule(), found),
                List.of(found),
                fault.at(),
                fault.rule(),
                fault.sentence(),
                candidates,
                null);
        if (NameAnswers.isLeftOut(answers, file, record, field, fault.rule(), found)) {
            leftOut.add(row.keyCells());
        } else {
            rows.putIfAbsent(row.keyCells(), row);
        }
    }

    /** Who is meant by a misspelt name. */
    static List<Candidate> near(String name, Set<String> known) {
        return NearestName.to(name, known)
                .map(near -> List.of(new Candidate(near, NEAR, "is spelt nearly like it")))
                .orElse(List.of());
    }

    /**
     * Tells the waybill.
     *
     * @param dropped whether the drop says all of a file, by its name
     */
    void tell(Outcome outcome, Connection connection, Rejects rejects, Predicate<String> dropped) throws SQLException {
        Set<List<String>> open = new HashSet<>(rejects.openKeys(connection, SchoolConfig.SYSTEM, kind));
        open.removeAll(rows.keySet());
        List<AnsweredRow> answered = new ArrayList<>();
        open.stream()
                .filter(key -> !leftOut.contains(key) && dropped.test(key.get(0)))
                .map(key -> new AnsweredRow(key, null, false))
                .forEach(answered::add);
        leftOut.forEach(key -> answered.add(new AnsweredRow(key, null, true)));
        int all = rows.size() + leftOut.size();
        if (all > 0) {
            outcome.count(subject, Origin.DROP, all, leftOut.size(), rows.size());
        }
        if (!rows.isEmpty() || !answered.isEmpty()) {
            outcome.mendable(
                    kind, new MendableRows(subject, Origin.DROP, answered, new ArrayList<>(rows.values()), List.of()));
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
