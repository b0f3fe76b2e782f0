package io.waybill.school.people;

import io.waybill.school.load.SchoolLoad;
import io.waybill.school.load.SchoolSql;
import java.sql.SQLException;
import java.util.List;

/** Finds the pupils, subjects and rooms of an export in the calendar. */
final class PeopleMatch {
    private static final List<String> FILES = List.of(
            "pupils-former.sql",
            "pupils-unclaimed.sql",
            "pupils-alike.sql",
            "pupils-new.sql",
            "subjects-known.sql",
            "subjects-former.sql",
            "subjects-new.sql",
            "room-names.sql",
            "rooms-former.sql",
            "rooms-of-one-place.sql",
            "rooms-merged.sql",
            // What was merged by its first name has its other names there, too.
            "rooms-of-one-place.sql",
            "rooms-new.sql",
            "aliases-new.sql");

    private final SchoolLoad load;

    PeopleMatch(SchoolLoad load) {
        this.load = load;
    }

    void match() throws SQLException {
        SchoolSql sql = load.sql();
        for (String file : FILES) {
            sql.update(PeopleMatch.class, file);
        }
        sql.run(PeopleMatch.class, "analyze-matches.sql");
    }
}
