package io.waybill.delivery.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks in a transaction that has written already. */
@ExtendWith(TestPostgres.class)
class CheckRunnerTest {
    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void aTransactionThatHasWritten(TestDatabase own) throws SQLException {
        database = own;
        database.run(
                "CREATE TABLE item (id serial PRIMARY KEY, name text)", "INSERT INTO item (name) VALUES ('committed')");
        connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        execute("INSERT INTO item (name) SELECT 'new ' || i FROM generate_series(1, 20) AS i");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void itSeesWhatTheTransactionHasWrittenCountsTheOffendersAndShowsTheFirstOfThem() throws SQLException {
        CheckResult result = run("SELECT name, id, id FROM item WHERE name LIKE 'new%' ORDER BY id DESC");

        assertThat(result.rows()).isEqualTo(20);
        assertThat(result.examples()).hasSize(10).startsWith("new 20", "new 19");
        assertThat(result.passed()).isFalse();
        assertThat(result.message())
                .startsWith("The check sample failed: Items are wrong. 20 rows, the first: new 20; new 19;");
    }

    @Test
    void whatFindsNothingHasPassed() throws SQLException {
        CheckResult result = run("SELECT name FROM item WHERE name = 'none'");

        assertThat(result.passed()).isTrue();
        assertThat(result.refuses()).isFalse();
        assertThat(result.examples()).isEmpty();
    }

    @Test
    void nullAndLongValuesCanBeShown() throws SQLException {
        assertThat(run("SELECT NULL UNION ALL SELECT repeat('x', 1000)").examples())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("NULL"),
                        second -> assertThat(second).hasSize(201).endsWith("x…"));
    }

    @Test
    void bracesAndQuestionMarksAreNoPlaceholders() throws SQLException {
        assertThat(run("SELECT '{d}{check}' WHERE '{\"a\": 1}'::jsonb ? 'a'").examples())
                .containsExactly("{d}{check}");
    }

    @Test
    void itKnowsTheNumberOfTheWaybill() throws SQLException {
        assertThat(run("SELECT current_setting('waybill.number')").examples()).containsExactly("17");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM item RETURNING name",
                "SELECT wipe()",
                "SELECT nextval('item_id_seq')",
                "SELECT setval('item_id_seq', 1)",
                "SELECT name FROM item FOR UPDATE",
                "WITH gone AS (DELETE FROM item RETURNING name) SELECT * FROM gone",
                "SELECT 1) AS x, (SELECT wipe()",
                "SELECT lo_create(4711)"
            })
    void aCheckThatWritesCannotBeRunAndNothingIsChanged(String sql) throws SQLException {
        database.run("CREATE FUNCTION wipe() RETURNS int LANGUAGE sql AS 'DELETE FROM item RETURNING 1'");
        String before = state();

        CheckResult result = run(sql);

        assertThat(result.failure()).startsWith("config/x.sql, line ");
        assertThat(result.refuses()).isTrue();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whatItWritesByAFunctionIsSaidToWrite() throws SQLException {
        database.run("CREATE FUNCTION wipe() RETURNS int LANGUAGE sql AS 'DELETE FROM item RETURNING 1'");

        assertThat(run("SELECT wipe()").failure())
                .isEqualTo(
                        "config/x.sql, line 5: it writes, but a check may only read (cannot execute DELETE in a read-only"
                                + " transaction).");
    }

    @Test
    void theTransactionCanWriteAfterwardsWhateverACheckDid() throws SQLException {
        run("SELECT name FROM item");
        run("SELECT 1 / 0");
        run("DELETE FROM item RETURNING name");

        execute("UPDATE item SET name = 'after' WHERE name = 'new 1'");
        connection.commit();

        assertThat(database.query("SELECT count(*), count(*) FILTER (WHERE name = 'after') FROM item"))
                .containsExactly("21|1");
    }

    @Test
    void aMistakeInTheQueryIsToldWithItsLine() throws SQLException {
        assertThat(run("SELECT name,\n  'é' AS \"\ud83d\ude00\"\nFROM item\nWHERE nmae = 'x'")
                        .failure())
                .isEqualTo("config/x.sql, line 8: column \"nmae\" does not exist.");
        assertThat(run("SELECT 1 /\n0").failure()).isEqualTo("config/x.sql, line 5: division by zero.");
    }

    @Test
    void oneThatTakesTooLongIsCutOff() throws SQLException {
        CheckResult result =
                new CheckRunner(connection, Duration.ofMillis(200)).run(check("SELECT pg_sleep(30)::text"), 17);

        assertThat(result.failure())
                .isEqualTo("config/x.sql, line 5: it took longer than the 200 ms that a check may take.");
        assertThat(result.milliseconds()).isBetween(150L, 20_000L);
        execute("SELECT pg_sleep(0.3)");
    }

    @Test
    void aDatabaseThatGoesAwayIsNoMatterOfTheCheck() {
        assertThatThrownBy(() -> run("SELECT pg_terminate_backend(pg_backend_pid())::text"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aTrialRunsNothingFindsMistakesAndWaitsForTablesThatAreNotThere() throws SQLException {
        CheckRunner run = new CheckRunner(connection, Duration.ofSeconds(20));

        assertThat(run.attempt(check("SELECT pg_sleep(30)::text FROM item"))).isNull();
        assertThat(run.attempt(check("SELECT *\nFROM nowhere")))
                .isEqualTo("config/x.sql, line 6: relation \"nowhere\" does not exist.");
        assertThatThrownBy(() -> run.attempt(check("SELECT nmae FROM item")))
                .isInstanceOf(CheckFileException.class)
                .hasMessage("config/x.sql, line 5: column \"nmae\" does not exist.");
        assertThatThrownBy(() -> run.attempt(check("DELETE FROM item RETURNING name")))
                .isInstanceOf(CheckFileException.class)
                .hasMessageStartingWith("config/x.sql, line 5: syntax error");
    }

    private CheckResult run(String sql) throws SQLException {
        return new CheckRunner(connection, Duration.ofSeconds(20)).run(check(sql), 17);
    }

    private static Check check(String sql) {
        return new Check("sample", Severity.ERROR, "Items are wrong.", List.of(), sql, "config/x.sql", 5);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String state() throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT (SELECT string_agg(name, ',' ORDER BY id) FROM item), (SELECT last_value FROM item_id_seq),"
                                + " (SELECT count(*) FROM pg_largeobject_metadata)")) {
            row.next();
            return row.getString(1) + row.getString(2) + row.getString(3);
        }
    }
}
