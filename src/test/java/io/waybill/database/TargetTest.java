package io.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class TargetTest {
    @Test
    void aServerHasOnlyTheConnectionsThatWereAskedFor(TestDatabase database) throws SQLException {
        try (Target target = Target.open("test", database.settings())) {
            target.migrate();
            DataSource pages = target.dataSourceForPages();
            target.reach();
            // Sessions that have been ended are there for a moment still.
            await().untilAsserted(() -> assertThat(pooled(database)).isEqualTo(1));
            pages.getConnection().close();
            await().untilAsserted(() -> assertThat(pooled(database)).isEqualTo(2));
        }
    }

    private static long pooled(TestDatabase database) {
        return database.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name LIKE 'waybill-%'");
    }

    @Test
    void theLedgerIsMadeBesideAnApplicationsTablesAndLeavesThemAlone(TestDatabase database) {
        database.run("CREATE TABLE application (id int PRIMARY KEY)", "INSERT INTO application VALUES (1)");

        try (Target target = Target.open("timetable", database.settings())) {
            target.migrate();
            target.migrate();
        }

        assertThat(database.query("SELECT DISTINCT table_schema FROM information_schema.tables"
                        + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"))
                .containsExactly("public", "waybill");
        assertThat(database.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
                .containsExactly("application");
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isZero();
    }

    @Test
    void aUserWhoMayOnlyCreateSchemasCanHoldTheLedger(TestDatabase database) {
        database.run(
                "CREATE TABLE application (id int PRIMARY KEY)",
                "CREATE ROLE porter LOGIN PASSWORD 'secret'",
                "GRANT CREATE ON DATABASE " + database.name() + " TO porter");

        try (Target target = Target.open("timetable", new TargetSettings(database.url(), "porter", "secret"))) {
            target.migrate();
        }

        assertThat(database.value("SELECT tableowner FROM pg_tables WHERE tablename = 'waybills'"))
                .isEqualTo("porter");
        database.run("DROP OWNED BY porter", "DROP ROLE porter");
    }

    @Test
    void aUserWithoutRightsIsToldWhichDatabaseRefusedAndWhy(TestDatabase database) {
        database.run("CREATE ROLE guest LOGIN");

        try (Target target = Target.open("timetable", new TargetSettings(database.url(), "guest", ""))) {
            assertThatThrownBy(target::migrate)
                    .isInstanceOf(TargetUnavailableException.class)
                    .hasMessageContaining(database.name())
                    .hasMessageContaining("does not let user guest create the schema waybill");
        }
        database.run("DROP ROLE guest");
    }

    @Test
    void connectionsAreNamedAndThePlaceIsToldWithoutThePassword(TestDatabase database) throws SQLException {
        TargetSettings settings = new TargetSettings(database.url() + "?user=postgres&password=verysecret", "", "");
        try (Target target = Target.open("timetable", settings);
                var connection = target.dataSource().getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SHOW application_name")) {
            answer.next();
            assertThat(answer.getString(1)).startsWith("waybill-");
            assertThat(target.describe()).startsWith("127.0.0.1:").endsWith("/" + database.name());
            assertThat(settings.toString()).doesNotContain("verysecret");
            assertThat(target.embedded()).isFalse();
        }
    }

    @Test
    void aStatementThatPostgresqlDoesNotSupportLeavesTheConnectionUsable(TestDatabase database) throws SQLException {
        database.run("CREATE TABLE parent (id int PRIMARY KEY)", "CREATE TABLE child (id int REFERENCES parent)");
        try (Target target = Target.open("timetable", database.settings());
                var connection = target.dataSource().getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("TRUNCATE parent")).hasMessageContaining("cannot truncate");
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed(TestDatabase database) {
        String url = database.url().replace(database.name(), "nowhere");

        assertThatThrownBy(() -> Target.open("timetable", new TargetSettings(url, "postgres", "")))
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessageContaining("/nowhere does not exist");
    }

    @Test
    void aLogInWithoutAUserIsNamedAsWhatItIs() {
        assertThat(new Unavailability("127.0.0.1:5432/x", "").ofConnecting(new SQLException("no password", "08004")))
                .hasMessageStartingWith(
                        "The database 127.0.0.1:5432/x rejects a log-in for which no user is set (no password):");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        assertThatThrownBy(() ->
                        Target.open("timetable", new TargetSettings("jdbc:postgresql://127.0.0.1:1/x", "postgres", "")))
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessageContaining("127.0.0.1:1/x cannot be reached");
    }

    @Test
    void anotherKindOfUrlIsRefused() {
        assertThatThrownBy(() -> new TargetSettings("jdbc:mysql://somewhere/x", "", ""))
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessageContaining("expected jdbc:postgresql://");
    }
}
