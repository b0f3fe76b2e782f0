package io.waybill.lino;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.system.EmbeddedSchema;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tables of the invented site are as Django makes them. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class LinoSchemaTest {
    @BeforeEach
    void theSitesTablesAreThere(TestDatabase database) throws SQLException {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
    }

    @Test
    void itMayBeCreatedTwice(TestDatabase database) throws SQLException {
        String before =
                database.query("SELECT * FROM pg_constraint ORDER BY oid").toString();

        EmbeddedSchema.create(new LinoSystem(), database.dataSource());

        assertThat(database.query("SELECT * FROM pg_constraint ORDER BY oid")).hasToString(before);
    }

    @Test
    void referencesAreCheckedAtTheEndAndHaveIndexes(TestDatabase database) {
        assertThat(database.query("SELECT DISTINCT condeferrable AND condeferred, confdeltype FROM pg_constraint"
                        + " WHERE contype = 'f'"))
                .containsExactly("t|a");
        assertThat(database.query("SELECT r.conname FROM pg_constraint r WHERE r.contype = 'f' AND NOT EXISTS ("
                        + "SELECT FROM pg_index i WHERE i.indrelid = r.conrelid AND i.indkey[0] = r.conkey[1])"))
                .as("references without index")
                .isEmpty();
    }

    @Test
    void teamsAndPersonsReferToEachOther(TestDatabase database) {
        assertThat(database.query(
                        "SELECT conrelid::regclass, confrelid::regclass FROM pg_constraint WHERE contype = 'f'"
                                + " AND (conrelid, confrelid) IN (('teams_team'::regclass, 'contacts_person'::regclass),"
                                + " ('contacts_person'::regclass, 'teams_team'::regclass)) ORDER BY 1"))
                .hasSize(2);
    }
}
