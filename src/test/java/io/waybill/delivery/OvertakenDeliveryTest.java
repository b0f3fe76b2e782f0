package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.TableSpec.ColumnSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a delivery is compared with its tables, others write to them without waiting; what they write is never overlooked. */
@ExtendWith(TestPostgres.class)
class OvertakenDeliveryTest {
    private static final String INSERT = "INSERT INTO item VALUES (3, 'third')";
    private static final String UPDATE = "UPDATE item SET name = 'mine' WHERE id = 2";
    private static final String SAME = "UPDATE item SET name = name WHERE id = 2";
    private static final String DELETE = "DELETE FROM item WHERE id = 2";
    private static final String EXCHANGE = "DELETE FROM item WHERE id = 2; INSERT INTO item VALUES (3, 'third')";
    private static final String PART = "INSERT INTO part VALUES (3, 'third')";
    private static final List<TableSpec> TABLES = List.of(spec("item"), spec("part"));

    @BeforeEach
    void twoTablesAreThere(TestDatabase database) {
        database.run(
                "CREATE TABLE item (id int PRIMARY KEY, name text)",
                "INSERT INTO item VALUES (1, 'old'), (2, 'second')",
                "CREATE TABLE part (id int PRIMARY KEY, name text)",
                "CREATE TABLE elsewhere (id int)");
    }

    @ParameterizedTest
    @ValueSource(strings = {INSERT, UPDATE, SAME, DELETE, EXCHANGE, PART})
    void whoeverWritesBeforeTheRowsAreWrittenDoesNotWaitAndThePlanIsNotApplied(String write, TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = staged(target)) {
            delivery.begin();
            delivery.check();
            Plan plan = delivery.plan();
            database.run("SET lock_timeout = '100ms'", write);

            assertThatThrownBy(() -> delivery.apply(plan)).isInstanceOf(OvertakenException.class);
        }
        assertThat(database.query("SELECT name FROM item WHERE id = 1")).containsExactly("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {INSERT, UPDATE, DELETE, EXCHANGE, PART})
    void aWriterThatBeganBeforeTheDeliveryAndCommitsWithinItIsNoticed(String write, TestDatabase database)
            throws SQLException {
        try (Target target = target(database);
                Delivery delivery = staged(target);
                Connection connection = database.dataSource().getConnection();
                Statement writer = connection.createStatement()) {
            connection.setAutoCommit(false);
            writer.execute("INSERT INTO elsewhere VALUES (1)");
            // In a transaction within the transaction, whose number PostgreSQL does not list among those that run.
            writer.execute("SAVEPOINT inner_one");
            writer.execute(write);
            writer.execute("RELEASE SAVEPOINT inner_one");
            database.run("INSERT INTO elsewhere VALUES (2)");
            delivery.begin();
            delivery.check();
            Plan plan = delivery.plan();
            connection.commit();

            assertThatThrownBy(() -> delivery.apply(plan)).isInstanceOf(OvertakenException.class);
        }
    }

    @Test
    void aRowThatWasWrittenShortlyBeforeAndAgainSinceIsNoticed(TestDatabase database) throws SQLException {
        try (Target target = target(database);
                Delivery delivery = staged(target);
                Connection connection = database.dataSource().getConnection();
                Statement earlier = connection.createStatement()) {
            connection.setAutoCommit(false);
            earlier.execute("INSERT INTO elsewhere VALUES (1)");
            database.run(UPDATE);
            delivery.begin();
            delivery.check();
            Plan plan = delivery.plan();
            database.run(UPDATE);

            assertThatThrownBy(() -> delivery.apply(plan)).isInstanceOf(OvertakenException.class);
        }
    }

    @Test
    void whatChangesNothingInTheTablesDoesNotMatter(TestDatabase database) throws SQLException {
        try (Target target = target(database);
                Delivery delivery = staged(target);
                Connection connection = database.dataSource().getConnection();
                Statement earlier = connection.createStatement()) {
            connection.setAutoCommit(false);
            earlier.execute("INSERT INTO elsewhere VALUES (1)");
            database.run(UPDATE, INSERT);
            delivery.begin();
            delivery.check();
            Plan plan = delivery.plan();
            connection.commit();
            database.run("INSERT INTO elsewhere VALUES (2)", "SELECT FROM item FOR UPDATE", "VACUUM (FREEZE) item");
            connection.setAutoCommit(false);
            earlier.execute(UPDATE);
            connection.rollback();
            delivery.apply(plan);
            delivery.commit();
        }
        assertThat(database.query("TABLE item")).containsExactly("1|new");
    }

    @Test
    void aFailureProvesNothingWhenSomebodyHasWrittenMeanwhile(TestDatabase database) {
        try (Target target = target(database);
                Delivery overtaken = staged(target)) {
            overtaken.begin();
            overtaken.check();
            database.run(UPDATE);
            assertThat(overtaken.isOvertaken()).isTrue();
        }
        try (Target target = target(database);
                Delivery undisturbed = staged(target);
                Delivery locked = staged(target)) {
            undisturbed.begin();
            undisturbed.check();
            assertThat(undisturbed.isOvertaken()).isFalse();
            locked.beginLocked();
            assertThatThrownBy(() -> database.run("SET lock_timeout = '100ms'", UPDATE))
                    .hasMessageContaining("lock timeout");
            assertThat(locked.isOvertaken()).isFalse();
        }
    }

    private static TableSpec spec(String table) {
        return new TableSpec(
                table,
                "app." + table,
                Policy.MIRROR,
                List.of(new ColumnSpec("id", "id"), new ColumnSpec("name", "name")),
                Map.of());
    }

    private static Target target(TestDatabase database) {
        return Target.open("test", database.settings());
    }

    private static Delivery staged(Target target) {
        Delivery delivery = new Delivery(target, System.nanoTime() % 1_000_000 + 1, "drop.json", TABLES);
        delivery.openStage();
        delivery.stage("item", List.of(new Row(0, new Object[] {1L, "new"})));
        delivery.endStaging();
        return delivery;
    }
}
