package io.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever is set for a role or a database, every session of Waybill has what it needs. */
@ExtendWith(TestPostgres.class)
class SessionSettingsTest {
    private static final List<String> ODD = List.of(
            "default_transaction_isolation = 'serializable'",
            "default_transaction_deferrable = on",
            "TimeZone = 'Asia/Kathmandu'",
            "DateStyle = 'SQL, DMY'",
            "IntervalStyle = 'sql_standard'",
            "bytea_output = 'escape'",
            "client_encoding = 'LATIN1'",
            "standard_conforming_strings = off",
            "quote_all_identifiers = on",
            "array_nulls = off",
            "transform_null_equals = on",
            "statement_timeout = '3s'",
            "lock_timeout = '1s'",
            "idle_in_transaction_session_timeout = '1s'",
            "idle_session_timeout = '1s'",
            "transaction_timeout = '2s'",
            "exit_on_error = on",
            "synchronous_commit = off",
            "search_path = pg_temp, \"$user\", \"a, b\", public, pg_catalog");

    private final TestDatabase database;
    private final String role;

    SessionSettingsTest(TestDatabase database) {
        this.database = database;
        this.role = "odd_" + database.name();
    }

    @BeforeEach
    void makeRole() {
        database.run("CREATE ROLE " + role + " LOGIN");
    }

    @AfterEach
    void dropRole() {
        database.run("DROP OWNED BY " + role, "DROP ROLE " + role);
    }

    private TargetSettings settings() {
        return new TargetSettings(database.url(), role, "");
    }

    private void alterRole(String setting) {
        database.run("ALTER ROLE " + role + " " + setting);
    }

    @Test
    void everyConnectionHasTheSameWhateverIsSetForTheRole() throws SQLException {
        try (Target target = Target.open("test", settings())) {
            List<String> plain = settings(target.dataSource());
            List<String> pages = settings(target.dataSourceForPages());
            ODD.forEach(setting -> alterRole("SET " + setting));

            try (Target odd = Target.open("test", settings());
                    Connection single = odd.connect()) {
                assertThat(settings(odd.dataSource())).isEqualTo(plain);
                assertThat(settings(odd.dataSourceForPages())).isEqualTo(pages);
                assertThat(settings(single)).isEqualTo(plain);
                assertThat(plain)
                        .contains(
                                "default_transaction_isolation=read committed",
                                "TimeZone=UTC",
                                "DateStyle=ISO, YMD",
                                "client_encoding=UTF8",
                                "idle_session_timeout=0",
                                "transaction_timeout=0",
                                "synchronous_commit=on",
                                "statement_timeout=0");
                assertThat(pages).contains("statement_timeout=30s");
                assertThat(value(odd.dataSource(), "SHOW search_path")).isEqualTo("\"$user\", \"a, b\", public");
            }
        }
    }

    @Test
    void aConnectionThatWasReturnedIsAsItWasWhenItWasTaken() throws SQLException {
        alterRole("SET default_transaction_isolation = 'repeatable read'");
        try (Target target = Target.open("test", settings())) {
            for (DataSource source : List.of(target.dataSource(), target.dataSourceForPages())) {
                for (int isolation :
                        List.of(Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE)) {
                    try (Connection connection = source.getConnection()) {
                        connection.setAutoCommit(false);
                        connection.setReadOnly(true);
                        connection.setTransactionIsolation(isolation);
                        connection.createStatement().execute("SELECT 1");
                        connection.rollback();
                    }
                    assertThat(value(source, "SHOW transaction_isolation")).isEqualTo("read committed");
                    assertThat(value(source, "SHOW transaction_read_only")).isEqualTo("off");
                }
            }
        }
    }

    @Test
    void aSnapshotEndsWithItsTransaction() throws SQLException {
        database.run("CREATE TABLE letters (id bigint)");
        try (Target target = Target.open("test", database.settings());
                Connection connection = target.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (long letters : List.of(0L, 1L)) {
                Snapshot.begin(connection);
                assertThat(number(statement, "SELECT count(*) FROM letters")).isEqualTo(letters);
                database.run("INSERT INTO letters VALUES (1)");
                assertThat(number(statement, "SELECT count(*) FROM letters")).isEqualTo(letters);
                connection.rollback();
            }
            assertThat(number(statement, "SELECT count(*) FROM letters")).isEqualTo(2);
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void theLedgersSchemaIsNotSearchedForTheApplicationsTables() throws SQLException {
        database.run(
                "CREATE ROLE waybill LOGIN",
                "GRANT USAGE ON SCHEMA waybill TO waybill",
                "CREATE TABLE changes (of_the_application int)",
                "GRANT SELECT ON changes TO waybill");
        try (Target target = Target.open("test", new TargetSettings(database.url(), "waybill", ""))) {
            assertThat(value(target.dataSource(), "SELECT count(of_the_application) FROM changes"))
                    .isEqualTo("0");
        } finally {
            database.run("DROP OWNED BY waybill", "DROP ROLE waybill");
        }
    }

    @Test
    void optionsOfTheUrlStayUnlessWaybillNeedsOthers() throws SQLException {
        TargetSettings settings = new TargetSettings(
                database.url() + "?options=-c%20search_path=app%20-c%20statement_timeout=1000", role, "");
        try (Target target = Target.open("test", settings)) {
            for (DataSource source : List.of(target.dataSource(), target.dataSourceForPages())) {
                assertThat(value(source, "SHOW search_path")).isEqualTo("app");
                assertThat(value(source, "SHOW statement_timeout")).isNotEqualTo("1s");
            }
        }
    }

    @Test
    void readOnlySaysWhoSetItAndWhatEndsIt() throws SQLException {
        database.run("GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
        String database = this.database.name();
        String ofRole = "ALTER ROLE " + role + " SET default_transaction_read_only = on";
        String ofBoth = "ALTER ROLE " + role + " IN DATABASE " + database + " SET default_transaction_read_only = on";
        String ofDatabase = "ALTER DATABASE " + database + " SET default_transaction_read_only = on";
        for (String set : List.of(ofRole, ofBoth, ofDatabase)) {
            String reset = set.replace("SET default_transaction_read_only = on", "RESET default_transaction_read_only");
            this.database.run(set);
            try (Target target = Target.open("test", settings())) {
                SQLException refused = refused(target);
                TargetUnavailableException failure = target.unavailable(refused);
                assertThat(failure.passing()).isTrue();
                assertThat(failure.getMessage())
                        .contains("/" + database + " is set to read-only (default_transaction_read_only is on)")
                        .endsWith(reset + ".");
                // The connection that was refused is not used again, so that mending is enough.
                this.database.disconnect();
                this.database.run("SET default_transaction_read_only = off", reset);
                try (Connection connection = target.dataSource().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE SCHEMA made");
                    statement.execute("DROP SCHEMA made");
                }
            }
        }
    }

    private static SQLException refused(Target target) throws SQLException {
        try (Connection connection = target.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE SCHEMA made")).isInstanceOf(SQLException.class);
            try {
                statement.execute("CREATE SCHEMA made");
                throw new AssertionError("it can be written to");
            } catch (SQLException e) {
                return e;
            }
        }
    }

    @Test
    void aSessionOutlivesTheIdleTimesOfItsRole() throws Exception {
        alterRole("SET idle_session_timeout = '300ms'");
        alterRole("SET idle_in_transaction_session_timeout = '300ms'");
        try (Target target = Target.open("test", settings());
                Connection connection = target.dataSource().getConnection()) {
            String process = value(connection, "SELECT pg_backend_pid()");
            waitOnServer(800);
            assertThat(value(connection, "SELECT pg_backend_pid()")).isEqualTo(process);
            connection.setAutoCommit(false);
            value(connection, "SELECT 1");
            waitOnServer(800);
            assertThat(value(connection, "SELECT pg_backend_pid()")).isEqualTo(process);
            connection.rollback();
        }
    }

    /** The other session is idle meanwhile. */
    private void waitOnServer(int milliseconds) {
        database.run("SELECT pg_sleep(" + milliseconds / 1_000.0 + ")");
    }

    private static List<String> settings(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return settings(connection);
        }
    }

    /** All settings of the session but those that differ between any two sessions, or between roles by intention. */
    private static List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name || '=' || current_setting(name) FROM pg_settings WHERE context IN ('user', 'superuser')"
                                + " AND name NOT IN ('search_path', 'application_name') ORDER BY name COLLATE \"C\"")) {
            while (row.next()) {
                settings.add(row.getString(1));
            }
        }
        return settings;
    }

    private static String value(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return value(connection, sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
