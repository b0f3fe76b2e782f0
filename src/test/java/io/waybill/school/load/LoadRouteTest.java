package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Exports through the real route. */
@ExtendWith(TestPostgres.class)
class LoadRouteTest {
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
    void anEmptyCalendarGetsWhatItNeeds() throws IOException {
        LedgerEntry page = school.isams(SchoolSize.SMALL).drop();
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(school.rows("SELECT e.name, d.name FROM settings s JOIN eras e ON e.id = s.current_era_id"
                        + " JOIN datasources d ON d.id = s.current_datasource_id"))
                .containsExactly("2016/17|iSAMS");
    }
}
