package io.waybill.merlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.Delivery;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.system.EmbeddedSchema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class MerlinSchemaTest {
    @BeforeEach
    void theApplicationsTablesAreThere(TestDatabase database) throws SQLException {
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
    }

    @Test
    void itMayBeCreatedTwice(TestDatabase database) throws SQLException {
        String before =
                database.query("SELECT * FROM pg_constraint ORDER BY oid").toString();

        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());

        assertThat(database.query("SELECT * FROM pg_constraint ORDER BY oid")).hasToString(before);
    }

    @Test
    void referencesAreCheckedAtTheEndAsTheApplicationMakesThem(TestDatabase database) {
        assertThat(database.query("SELECT condeferrable AND condeferred, confdeltype, count(*) FROM pg_constraint"
                        + " WHERE contype = 'f' GROUP BY 1, 2"))
                .containsExactly("t|a|60");
        assertThat(database.query("SELECT r.conname FROM pg_constraint r WHERE r.contype = 'f' AND NOT EXISTS ("
                        + "SELECT FROM pg_index i WHERE i.indrelid = r.conrelid AND i.indkey[0] = r.conkey[1])"))
                .as("references without index")
                .isEmpty();
    }

    @Test
    void onlyKeysHaveDefaultsOfTheDatabase(TestDatabase database) {
        assertThat(database.query("SELECT column_name, column_default, is_identity FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND (column_default IS NOT NULL OR is_identity = 'YES')"
                        + " GROUP BY 1, 2, 3"))
                .containsExactly("id|∅|YES");
    }

    @Test
    void theMappingFileFitsIt(TestDatabase database) {
        MerlinConfig config = MerlinConfig.load(Path.of("config"));
        try (Target target = Target.open("merlin", database.settings());
                Delivery delivery = new Delivery(
                        target, 1, "x.csv", config.delivery().tables(EnumSet.allOf(MerlinFeed.class), Instant.EPOCH))) {
            assertThatCode(delivery::shape).doesNotThrowAnyException();
        }
    }
}
