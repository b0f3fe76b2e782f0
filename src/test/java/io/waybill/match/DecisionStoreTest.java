package io.waybill.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class DecisionStoreTest {
    @Test
    void aDecisionIsRememberedByTheRowsKeyAndTheLastOneCounts(TestDatabase database) throws Exception {
        database.run("INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size,"
                + " file_sha256, configuration, options, token, waybill_version, claimed_by, claimed_at) VALUES"
                + " (1, 'timetable', 'permissions', 'delivered', false, 'perms.csv', 1, repeat('0', 64), '', '{}', '',"
                + " '0.1.0', 'porter', now())");
        DecisionStore store = new DecisionStore(Clock.systemUTC());
        List<String> key = List.of("tripos/a\"{,}", "user/é");

        try (Connection connection = database.dataSource().getConnection()) {
            store.remember(connection, 1, "timetable", "grant", "porter", List.of(new Decision(key, "tripos/b")));
            store.remember(
                    connection,
                    1,
                    "timetable",
                    "grant",
                    "porter",
                    List.of(new Decision(key, "tripos/c"), new Decision(key, " Drop ")));
            Decisions decisions = store.load(connection, "timetable", "grant");

            assertThat(decisions.answer(key)).contains("drop");
            assertThat(decisions.answer(List.of("tripos/a", "user/é"))).isEmpty();
            assertThat(store.load(connection, "timetable", "event").answer(key)).isEmpty();
        }
    }
}
