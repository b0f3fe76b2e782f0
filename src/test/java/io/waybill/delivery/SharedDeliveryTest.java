package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.TableSpec.ColumnSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Missing rows are inserted while others go on writing to the same tables. */
@ExtendWith(TestPostgres.class)
class SharedDeliveryTest {
    private static final List<TableSpec> TABLES = List.of(
            new TableSpec("team", "app.team", Policy.INSERT, columns("id"), Map.of()),
            new TableSpec("item", "app.item", Policy.INSERT, columns("id", "code", "team_id"), Map.of()));

    private static List<ColumnSpec> columns(String... names) {
        return List.of(names).stream().map(name -> new ColumnSpec(name, name)).toList();
    }

    @BeforeEach
    void tables(TestDatabase database) {
        database.run(
                "CREATE TABLE team (id int PRIMARY KEY)",
                "CREATE TABLE item (id int PRIMARY KEY, code text UNIQUE, team_id int REFERENCES team"
                        + " DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO team VALUES (1)",
                "INSERT INTO item VALUES (1, 'a', 1)");
    }

    @Test
    void othersReadAndWriteFromBeginToEnd(TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = planned(target)) {
            database.run(
                    "SET lock_timeout = '1s'",
                    "INSERT INTO item VALUES (7, 'z', 1)",
                    "UPDATE item SET code = 'y'" + " WHERE id = 1");
            delivery.apply(delivery.plan());
            database.run("INSERT INTO item VALUES (8, 'x', 1)", "DELETE FROM item WHERE id = 7");
            assertThat(database.query("SELECT DISTINCT mode FROM pg_locks WHERE relation = 'item'::regclass"
                            + " AND pid <> pg_backend_pid() ORDER BY 1"))
                    .containsExactly("AccessShareLock", "RowExclusiveLock");
            delivery.commit();
        }
        assertThat(database.query("SELECT id, code FROM item ORDER BY id")).containsExactly("1|y", "2|b", "8|x");
    }

    @Test
    void whoeverWritesTheSameKeyFirstMakesThePlanBeMadeAnew(TestDatabase database) {
        overtaken(database, "INSERT INTO item VALUES (2, 'mine', 1)");
        assertThat(database.query("SELECT id, code FROM item ORDER BY id")).containsExactly("1|a", "2|mine");
    }

    @Test
    void whoeverWritesTheSameUniqueValueFirstMakesThePlanBeMadeAnew(TestDatabase database) {
        overtaken(database, "INSERT INTO item VALUES (9, 'b', 1)");
    }

    @Test
    void whoeverDeletesAParentMakesThePlanBeMadeAnew(TestDatabase database) {
        overtaken(database, "DELETE FROM item; DELETE FROM team");
    }

    private static void overtaken(TestDatabase database, String meanwhile) {
        try (Target target = target(database);
                Delivery delivery = planned(target)) {
            database.run(meanwhile);
            assertThatThrownBy(() -> delivery.apply(delivery.plan())).isInstanceOf(OvertakenException.class);
        }
    }

    @Test
    void aRefusalForAnotherReasonIsNone(TestDatabase database) {
        database.run(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'not today' USING ERRCODE = '23514'; END $$",
                "CREATE TRIGGER refuse BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION refuse()");
        try (Target target = target(database);
                Delivery delivery = planned(target)) {
            assertThatThrownBy(() -> delivery.apply(delivery.plan()))
                    .isInstanceOf(TargetRefusedException.class)
                    .hasMessageContaining("not today");
        }
    }

    @Test
    void nothingIsRemovedWhileOthersWrite(TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = new Delivery(
                        target,
                        1,
                        "drop",
                        List.of(new TableSpec("item", "app.item", Policy.MIRROR, columns("id"), Map.of())))) {
            assertThatThrownBy(delivery::share).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Target target(TestDatabase database) {
        return Target.open("test", database.settings());
    }

    private static Delivery planned(Target target) {
        Delivery delivery = new Delivery(target, 1, "drop", TABLES);
        delivery.share();
        delivery.openStage();
        delivery.stage("item", List.of(new Row(0, new Object[] {2L, "b", 1L})));
        delivery.endStaging();
        delivery.begin();
        delivery.check();
        delivery.faults().throwIfAny();
        delivery.plan();
        return delivery;
    }
}
