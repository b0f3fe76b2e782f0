package io.waybill.school.people;

import io.waybill.school.load.SchoolLoad;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.model.Area;
import io.waybill.school.source.Answers;
import java.sql.SQLException;
import java.util.Optional;

/** Finds the people of an export of whom somebody has said who they are. */
final class AnsweredPeople {
    private final SchoolLoad load;

    private record Person(String area, String key) {}

    AnsweredPeople(SchoolLoad load) {
        this.load = load;
    }

    /** How people name a record about a person. */
    static String record(Area area, String key) {
        return (area == Area.STAFF ? "StaffMember " : "Pupil ") + key;
    }

    /** To be called when all who have their keys in the calendar are found. */
    void match() throws SQLException {
        if (load.answers().isEmpty()) {
            return;
        }
        SchoolSql sql = load.sql();
        for (Person person : sql.query(
                AnsweredPeople.class,
                "unmatched.sql",
                row -> new Person(row.getString("area"), row.getString("source_id")))) {
            Area area = person.area.equals(Area.STAFF.words()) ? Area.STAFF : Area.PUPILS;
            Optional<String> answer = load.answers().person(record(area, person.key));
            if (answer.isPresent()) {
                sql.update(
                        AnsweredPeople.class,
                        "add-answered.sql",
                        person.area,
                        person.key,
                        answer.get().equals(Answers.NEW) ? null : answer.get());
            }
        }
        sql.update(AnsweredPeople.class, "staff-answered.sql");
        sql.update(AnsweredPeople.class, "pupils-answered.sql");
    }
}
