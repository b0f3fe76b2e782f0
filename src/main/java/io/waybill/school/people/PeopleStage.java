package io.waybill.school.people;

import io.waybill.school.load.SchoolLoad;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.load.SchoolTable;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stages people and places that are new, that differ, and that have left; then their elements, and what later steps refer to. */
final class PeopleStage {
    private static final List<String> FILES = List.of(
            "stage-staff.sql",
            "stage-staff-left.sql",
            "stage-pupils.sql",
            "stage-pupils-left.sql",
            "stage-subjects.sql",
            "stage-subjects-left.sql",
            "stage-aliases.sql",
            "stage-aliases-left.sql",
            "stage-locations.sql",
            "fill-teaching.sql",
            "stage-teaching.sql",
            "stage-elements.sql");

    private final SchoolLoad load;
    private final Map<String, Long> staged = new LinkedHashMap<>();

    PeopleStage(SchoolLoad load) {
        this.load = load;
    }

    /** How many rows each file has staged, by its name. */
    Map<String, Long> counts() {
        return staged;
    }

    void fill() throws SQLException {
        SchoolSql sql = load.sql();
        for (String file : FILES) {
            staged.put(file, sql.update(PeopleStage.class, file));
        }
        if (sql.number(PeopleStage.class, "count-teaching-gone.sql") > 0) {
            sql.update(sql.template(PeopleStage.class, "gone-teaching.sql")
                    .withSql("gone", List.of(sql.gone(SchoolTable.STAFFS_SUBJECTS))));
        }
        sql.run(PeopleStage.class, "fill-found.sql");
    }
}
