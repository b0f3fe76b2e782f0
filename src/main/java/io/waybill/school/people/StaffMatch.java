package io.waybill.school.people;

import io.waybill.database.SqlTemplate;
import io.waybill.school.config.StaffKey;
import io.waybill.school.load.SchoolLoad;
import io.waybill.school.load.SchoolSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Finds the staff of an export in the calendar whose key it does not have: by what else the school says they may be known by, rung after rung. */
final class StaffMatch {
    /** Rows of the former system. */
    private static final String FORMER = "f.convert AND t.datasource_id = f.previous_datasource_id";

    /** These and rows of no system, and those of people who are present under a key that this system no longer has. */
    private static final String ANYBODY = "(" + FORMER
            + " OR t.datasource_id IS NULL OR t.datasource_id = f.datasource_id AND t.current"
            + " AND t.source_id IS NOT NULL)";

    private final SchoolLoad load;

    StaffMatch(SchoolLoad load) {
        this.load = load;
    }

    void match() throws SQLException {
        SchoolSql sql = load.sql();
        for (StaffKey key : load.config().matching()) {
            switch (key) {
                case PREVIOUS_ID -> rung(key, FORMER, List.of("source_id"), List.of("previous_id"));
                case EMAIL -> rung(key, ANYBODY, List.of("email"), List.of("email"));
                // Two people of one name may follow each other in one system, so that this says enough only when
                // systems change.
                case NAME_AND_INITIALS -> rung(key, FORMER, List.of("name", "initials"), List.of("name", "initials"));
            }
        }
        sql.update(StaffMatch.class, "staff-unclaimed.sql");
        sql.update(StaffMatch.class, "staff-alike.sql");
        sql.update(StaffMatch.class, "staff-new.sql");
    }

    private void rung(StaffKey key, String other, List<String> columns, List<String> fields) throws SQLException {
        String word = key.name().toLowerCase(Locale.ROOT).replace('_', '-');
        SqlTemplate template = load.sql()
                .template(StaffMatch.class, "staff-by-rung.sql")
                .withSql("other", List.of(other))
                .withSql("rung", columns)
                .withSql("record", fields);
        load.sql().update(template, word, word);
    }
}
