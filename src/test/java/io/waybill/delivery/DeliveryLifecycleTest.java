package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TargetUnavailableException;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.format.BrokenFileException;
import io.waybill.ledger.Ledger;
import io.waybill.model.Cancellations;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.WaybillKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class DeliveryLifecycleTest {
    private static final String STAGES =
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill_stage%' ORDER BY 1";
    private static final List<TableSpec> ITEMS = List.of(new TableSpec(
            "item",
            "app.item",
            Policy.MIRROR,
            List.of(new ColumnSpec("id", "id"), new ColumnSpec("name", "name")),
            Map.of()));

    @BeforeEach
    void oneRowIsThere(TestDatabase database) {
        database.run(
                "CREATE TABLE item (id int PRIMARY KEY, name varchar(10) NOT NULL)",
                "INSERT INTO item VALUES (1, 'old')");
    }

    @Test
    void readersSeeTheOldStateUntilTheCommitAndWritersWait(TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = staged(target, 1, "new")) {
            delivery.begin();
            delivery.check();
            delivery.apply(delivery.plan());

            assertThat(database.query("TABLE item")).containsExactly("1|old");
            assertThatThrownBy(() -> database.run("SET lock_timeout = '100ms'", "UPDATE item SET name = 'x'"))
                    .hasMessageContaining("lock timeout");

            delivery.commit();
            assertThat(database.query("TABLE item")).containsExactly("1|new");
        }
    }

    @Test
    void theWritingOfAChangeIsDoneWhenItIsInTheJournal(TestDatabase database) {
        List<String> told = new ArrayList<>();
        try (Target target = target(database);
                Delivery delivery = new Delivery(target, 1, "drop.json", ITEMS)) {
            new Ledger(target.dataSource(), Clock.systemUTC()).claim(drop(1), "", "tester", "1");
            delivery.report((done, all) -> told.add(done + " of " + all));
            delivery.openStage();
            delivery.stage("item", rows("new", 5));
            delivery.endStaging();
            delivery.begin();
            delivery.check();
            delivery.apply(delivery.plan());
            delivery.journal();
        }
        // The table is compared. Then four rows are added and one is changed; they are entered into the journal
        // together.
        assertThat(told).containsExactly("1 of 1", "4 of 15", "5 of 15", "15 of 15");
    }

    @Test
    void aCancelThatComesBetweenTwoStatementsOfASystemReachesTheNextOne(TestDatabase database) throws Exception {
        Cancellations cancellations = new Cancellations();
        try (Target target = target(database);
                Delivery delivery = staged(target, 1, "new")) {
            cancellations.interruptBy(1, delivery::cancel);
            delivery.begin();
            // As a system does that has several statements to run.
            Connection connection = delivery.connection();
            cancellations.cancel(1);
            CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT pg_sleep(60)");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            await().until(() -> database.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                            + " AND datname = current_database()")
                    == 1);
            assertThat(next).isNotDone();

            cancellations.cancel(1);

            assertThatThrownBy(next::join).hasMessageContaining("canceling statement due to user request");
            assertThatThrownBy(delivery::connection).isInstanceOf(DeliveryCancelledException.class);
        }
        assertThat(database.query("TABLE item")).containsExactly("1|old");
    }

    @Test
    void aSecondDeliveryIntoTheSameTargetWaitsForTheFirst(TestDatabase database) {
        try (Target target = target(database);
                Delivery first = staged(target, 1, "first");
                Delivery second = staged(target, 2, "second")) {
            first.begin();
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(second::begin);
            await().until(() ->
                    database.number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 1);
            first.check();
            first.apply(first.plan());
            first.commit();

            waiting.join();
            second.check();
            second.apply(second.plan());
            second.commit();
        }
        assertThat(database.query("TABLE item")).containsExactly("1|second");
    }

    /** Whoever changes one table and then another one may hold the second while the delivery holds the first. */
    @Test
    void aWriterOfTwoTablesIsNotEndedByADelivery(TestDatabase database) throws SQLException {
        database.run("CREATE TABLE later (id int PRIMARY KEY)", "INSERT INTO later VALUES (1)");
        TableSpec later =
                new TableSpec("later", "app.later", Policy.UPSERT, List.of(new ColumnSpec("id", "id")), Map.of());
        try (Target target = target(database);
                var connection = database.dataSource().getConnection();
                var writer = connection.createStatement();
                Delivery delivery = new Delivery(target, 1, "drop.json", List.of(ITEMS.get(0), later))) {
            delivery.openStage();
            delivery.endStaging();
            connection.setAutoCommit(false);
            writer.execute("UPDATE later SET id = 2");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(delivery::beginLocked);
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> database.number("SELECT count(*) FROM pg_locks"
                                    + " WHERE mode = 'ShareRowExclusiveLock' AND relation = 'item'::regclass")
                            > 0);

            assertThatCode(() -> writer.execute("UPDATE item SET name = 'mine'"))
                    .doesNotThrowAnyException();

            connection.commit();
            waiting.join();
        }
        assertThat(database.query("TABLE item")).containsExactly("1|mine");
    }

    @Test
    void aDeliveryThatWaitsCanBeCancelledFromAnotherThread(TestDatabase database) throws SQLException {
        try (Target target = target(database);
                var holder = database.dataSource().getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE item IN ROW EXCLUSIVE MODE");
            try (Delivery delivery = staged(target, 1, "new")) {
                CompletableFuture<Void> waiting = CompletableFuture.runAsync(delivery::beginLocked);
                await().until(() -> database.number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 1);

                delivery.cancel();

                assertThatThrownBy(waiting::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(DeliveryCancelledException.class);
            }
            assertThat(database.query(STAGES)).isEmpty();
        }
    }

    @Test
    void aCancelledDeliveryStopsInTheMiddleOfStaging(TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = new Delivery(target, 1, "drop.json", ITEMS)) {
            delivery.openStage();
            delivery.stage("item", rows("x".repeat(9), 20_000));

            delivery.cancel();

            assertThatThrownBy(() -> delivery.stage("item", rows("y", 1)))
                    .isInstanceOf(DeliveryCancelledException.class);
        }
        assertThat(database.query(STAGES)).isEmpty();
        assertThat(database.query("TABLE item")).containsExactly("1|old");
    }

    @Test
    void aLostConnectionIsToldAndItsStageIsSweptLater(TestDatabase database) {
        try (Target target = target(database);
                Delivery alive = staged(target, 8, "new")) {
            Delivery lost = staged(target, 7, "new");
            lost.beginLocked();
            database.run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'item'::regclass"
                    + " AND pid <> pg_backend_pid() AND mode = 'ShareRowExclusiveLock'");

            assertThatThrownBy(lost::check).isInstanceOf(TargetUnavailableException.class);
            assertThatThrownBy(lost::close).isInstanceOf(TargetUnavailableException.class);

            assertThat(database.query(STAGES)).containsExactly("waybill_stage_7", "waybill_stage_8");
            assertThat(new StageSweep(target).sweep()).containsExactly(7L);
            assertThat(database.query(STAGES)).containsExactly("waybill_stage_8");
        }
        assertThat(database.query(STAGES)).isEmpty();
    }

    @Test
    void aStageOfTheSameNumberThatACrashLeftIsReplaced(TestDatabase database) {
        database.run("CREATE SCHEMA waybill_stage_1", "CREATE TABLE waybill_stage_1.item (other text)");
        try (Target target = target(database);
                Delivery delivery = staged(target, 1, "new")) {
            delivery.begin();
            delivery.check();
            delivery.apply(delivery.plan());
            delivery.commit();
        }
        assertThat(database.query("TABLE item")).containsExactly("1|new");
    }

    @Test
    void nothingIsAppliedOnceTheChecksFoundFaults(TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = new Delivery(target, 1, "drop.json", ITEMS)) {
            delivery.openStage();
            delivery.stage("item", List.of(row(1, "a"), row(1, "b")));
            delivery.endStaging();
            delivery.begin();
            delivery.check();

            assertThatThrownBy(() -> delivery.apply(delivery.plan()))
                    .isInstanceOf(BrokenFileException.class)
                    .hasMessageContaining("app.item 1");
        }
        assertThat(database.query("TABLE item")).containsExactly("1|old");
    }

    @Test
    void theRowOfARefusedRecordIsNotDeletedWhenTheOthersAreDelivered(TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = new Delivery(target, 1, "drop.json", ITEMS)) {
            delivery.openStage();
            delivery.stage("item", List.of(row(1, "much too long"), row(2, "good")));
            delivery.endStaging();
            assertThat(delivery.faults().total()).isEqualTo(1);
            delivery.begin();
            delivery.check();
            Plan plan = delivery.plan();
            delivery.apply(plan);
            delivery.commit();

            assertThat(plan.table("item").removed()).isZero();
        }
        assertThat(database.query("TABLE item ORDER BY id")).containsExactly("1|old", "2|good");
    }

    @Test
    void whatTheChecksCannotSeeIsRefusedByTheDatabaseAndRolledBack(TestDatabase database) {
        database.run("ALTER TABLE item ADD EXCLUDE USING btree (name WITH =)");
        try (Target target = target(database);
                Delivery delivery = new Delivery(target, 1, "drop.json", ITEMS)) {
            delivery.openStage();
            delivery.stage("item", List.of(row(1, "same"), row(2, "same")));
            delivery.endStaging();
            delivery.begin();
            delivery.check();
            Plan plan = delivery.plan();

            assertThatThrownBy(() -> delivery.apply(plan))
                    .isInstanceOf(TargetRefusedException.class)
                    .hasMessageContaining("item_name_excl")
                    .hasMessageEndingWith("Nothing was changed.");
        }
        assertThat(database.query("TABLE item")).containsExactly("1|old");
    }

    @Test
    void aTriggerThatSwallowsRowsIsNoticed(TestDatabase database) {
        database.run(
                "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER swallow BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION swallow()");
        try (Deliverer deliverer = new Deliverer(database).table("item", Policy.UPSERT, "id", "name")) {
            assertThatThrownBy(() -> deliverer.row("item", 2, "x").deliver())
                    .isInstanceOf(TargetRefusedException.class)
                    .hasMessageContaining("took 0 of 1 rows");
        }
    }

    @Test
    void aUserWhoOwnsNoTableCanDeliver(TestDatabase database) {
        database.run(
                "CREATE SEQUENCE item_id_seq OWNED BY item.id",
                "ALTER TABLE item ALTER id SET DEFAULT nextval('item_id_seq')",
                "CREATE ROLE carrier LOGIN",
                "GRANT CREATE ON DATABASE " + database.name() + " TO carrier",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON item TO carrier",
                "GRANT SELECT, UPDATE ON SEQUENCE item_id_seq TO carrier",
                "DELETE FROM item");
        try (Target target = Target.open("test", new TargetSettings(database.url(), "carrier", ""));
                Delivery delivery = new Delivery(target, 1, "drop.json", ITEMS)) {
            delivery.openStage();
            delivery.stage("item", rows("x", 5_000));
            delivery.endStaging();
            delivery.begin();
            delivery.check();
            delivery.apply(delivery.plan());
            delivery.commit();
        }
        assertThat(database.number("SELECT count(*) FROM item")).isEqualTo(5_000);
        assertThat(database.number("SELECT nextval('item_id_seq')")).isEqualTo(5_001);
        database.run("DROP OWNED BY carrier", "DROP ROLE carrier");
    }

    @Test
    void stepsOutOfOrderAreAMistakeOfTheCaller(TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = new Delivery(target, 1, "drop.json", ITEMS)) {
            assertThatThrownBy(delivery::begin).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(delivery::connection).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aSystemsTemplateNamesStageTargetAndPlan(TestDatabase database) {
        try (Target target = target(database);
                Delivery delivery = new Delivery(target, 5, "drop.json", ITEMS)) {
            delivery.openStage();

            assertThat(delivery.relations()
                            .template(DeliveryLifecycleTest.class, "carry.sql")
                            .sql())
                    .isEqualTo("INSERT INTO \"waybill_stage_5\".\"item\" SELECT * FROM \"public\".\"item\"");
        }
    }

    private static Drop drop(long number) {
        return new Drop(
                number,
                WaybillKind.DROP,
                new FeedName("sample", "items"),
                Path.of("x"),
                "x",
                0,
                "0".repeat(64),
                DropOptions.NONE,
                Instant.now());
    }

    private static Target target(TestDatabase database) {
        return Target.open("test", database.settings());
    }

    private static Delivery staged(Target target, long number, String name) {
        Delivery delivery = new Delivery(target, number, "drop.json", ITEMS);
        delivery.openStage();
        delivery.stage("item", List.of(row(1, name)));
        delivery.endStaging();
        return delivery;
    }

    private static List<Row> rows(String name, int count) {
        return java.util.stream.LongStream.rangeClosed(1, count)
                .mapToObj(id -> row(id, name))
                .toList();
    }

    private static Row row(long id, String name) {
        return new Row(id * 100, new Object[] {id, name});
    }
}
