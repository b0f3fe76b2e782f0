package io.waybill.school.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Groups of whole exports, through the real route. */
@ExtendWith(TestPostgres.class)
class GroupsRouteTest {
    private static final String VERSIONS =
            "SELECT 'g', id, xmin::text FROM groups UNION ALL SELECT 'm', id, xmin::text FROM memberships"
                    + " UNION ALL SELECT 'e', id, xmin::text FROM elements UNION ALL SELECT 't', group_id, xmin::text || staff_id FROM groups_staffs"
                    + " ORDER BY 1, 2, 3";

    @TempDir
    private Path folder;

    private School school;

    @BeforeEach
    void open(TestDatabase database) {
        school = School.startOfShortYear(folder, database);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static void delivered(LedgerEntry page) {
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
    }

    @Test
    @DisplayName("W9: one run of an export of iSAMS reaches what further runs leave alone, and the next day's as well")
    void anExportOfIsams() throws IOException {
        delivered(school.isams(SchoolSize.SMALL).drop());
        assertThat(school.rows("SELECT kind, count(*) FROM groups GROUP BY kind ORDER BY kind"))
                .hasSize(4);
        assertThat(school.number("SELECT count(*) FROM memberships")).isPositive();
        assertThat(school.number("SELECT count(*) FROM groups_staffs")).isPositive();
        assertThat(school.number("SELECT count(*) FROM elements WHERE pupil_id IS NOT NULL AND name LIKE '%(Pupil)'"))
                .isZero();
        List<String> versions = school.rows(VERSIONS);

        assertThat(school.drop().state()).isEqualTo(State.UNCHANGED);
        assertThat(school.drop("2016-09-20").state()).isEqualTo(State.UNCHANGED);
        assertThat(school.rows(VERSIONS)).isEqualTo(versions);
    }

    @Test
    @DisplayName("W9: the same for the tables of SchoolBase")
    void anExportOfSchoolBase() throws IOException {
        delivered(school.dropSchoolBase(SchoolSize.SMALL, Map.of("start", "2016-08-15")));
        assertThat(school.rows("SELECT DISTINCT kind FROM groups ORDER BY kind"))
                .contains("automatic", "other half", "teaching", "tutor");
        List<String> versions = school.rows(VERSIONS);

        assertThat(school.dropSchoolBase(SchoolSize.SMALL, Map.of("start", "2016-08-15"))
                        .state())
                .isEqualTo(State.UNCHANGED);
        assertThat(school.rows(VERSIONS)).isEqualTo(versions);
    }
}
