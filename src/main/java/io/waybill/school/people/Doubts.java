package io.waybill.school.people;

import io.waybill.format.Position;
import io.waybill.match.Candidate;
import io.waybill.reject.RejectedRow;
import io.waybill.school.load.SchoolLoad;
import io.waybill.school.model.Area;
import io.waybill.school.source.Answers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** People who may be one of several, or whom several may be, as rejects with those who may be meant. */
final class Doubts {
    private static final List<String> HEADER = List.of("source", "record", "field", "found", "expected");
    private static final double SCORE = 0.5;
    private static final double NEW = 0.3;

    private final SchoolLoad load;

    private record Doubt(Area area, String key, String name, String rung, long id, String candidate) {}

    Doubts(SchoolLoad load) {
        this.load = load;
    }

    void tell() throws SQLException {
        Map<String, List<Doubt>> byRecord = new LinkedHashMap<>();
        for (Doubt doubt : load.sql()
                .query(
                        Doubts.class,
                        "doubts.sql",
                        row -> new Doubt(
                                row.getString("area").equals(Area.STAFF.words()) ? Area.STAFF : Area.PUPILS,
                                row.getString("source_id"),
                                row.getString("name"),
                                row.getString("rung"),
                                row.getLong("id"),
                                row.getString("candidate")))) {
            byRecord.computeIfAbsent(doubt.area + "/" + doubt.key, none -> new ArrayList<>())
                    .add(doubt);
        }
        byRecord.values().forEach(doubts -> load.reject(doubts.get(0).area, row(doubts)));
        load.sql().update(Doubts.class, "reject-doubtful.sql");
    }

    private RejectedRow row(List<Doubt> doubts) {
        Doubt first = doubts.get(0);
        String source = load.source();
        String record = AnsweredPeople.record(first.area, first.key);
        String field = first.rung;
        return new RejectedRow(
                first.area.words(),
                HEADER,
                List.of(source, record, field, first.name, "exactly one person of the calendar"),
                List.of(source, record, field, Answers.DOUBTFUL_PERSON),
                List.of(first.key),
                Position.of(load.export().name()),
                Answers.DOUBTFUL_PERSON,
                load.export().name() + ": " + record + " may be "
                        + (doubts.size() == 1 ? "a person" : "one of " + doubts.size() + " people")
                        + " of the calendar, by " + field
                        + ", and it is not certain which. Nothing of the record was used. Say who it is: the number of a person of the"
                        + " calendar, or " + Answers.NEW + " for somebody whom it does not know yet.",
                candidates(doubts),
                null);
    }

    private static List<Candidate> candidates(List<Doubt> doubts) {
        List<Candidate> candidates = new ArrayList<>();
        doubts.forEach(doubt -> candidates.add(new Candidate(
                String.valueOf(doubt.id), SCORE, "same " + doubt.rung.replace('-', ' ') + ": " + doubt.candidate)));
        candidates.add(new Candidate(Answers.NEW, NEW, "is somebody whom the calendar does not know yet"));
        return candidates;
    }
}
