package io.waybill.school.event;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Events of exports, through the real route. */
@ExtendWith(TestPostgres.class)
class EventsRouteTest {
    @TempDir
    private static Path folder;

    private static School school;

    @BeforeAll
    static void waybillAtWork(TestDatabase database) {
        school = School.start(folder, database);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @Test
    void theTimetableIsThereDayByDayAndASecondLoadWritesNothing() throws IOException {
        LedgerEntry first = school.isams(SchoolSize.SMALL).drop();
        assertThat(first.state()).as(first.message()).isEqualTo(State.DELIVERED);
        String rows = "SELECT id, xmin FROM events ORDER BY id";
        List<String> before = school.rows(rows);

        LedgerEntry page = school.isams(SchoolSize.SMALL).drop();

        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(before).hasSizeGreaterThan(10_000).isEqualTo(school.rows(rows));
    }
}
