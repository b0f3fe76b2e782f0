package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deliveries into the schema of a real application, large enough for the first load's fast way. */
@ExtendWith(TestPostgres.class)
class TimetableDeliveryTest {
    private static final int THINGS = 3_000;

    @BeforeEach
    void theApplicationsTablesAreThere(TestDatabase database) {
        database.run(Schema.timetable());
    }

    @Test
    void theSchemaMayBeAppliedTwice(TestDatabase database) {
        database.run(Schema.timetable());

        assertThat(database.number("SELECT count(*) FROM pg_constraint WHERE contype = 'f'"
                        + " AND condeferrable AND condeferred"))
                .isEqualTo(12);
    }

    @Test
    void aFirstLoadKeepsEveryConstraintAndIndexAsItWas(TestDatabase database) {
        database.run("COMMENT ON CONSTRAINT parent_id_refs_id_52cc64ca ON timetables_thing IS 'the tree'");
        List<String> before = definitions(database);

        try (Deliverer deliverer = tree(database, 0)) {
            Plan plan = deliverer.deliver();

            assertThat(plan.table("timetables_thing").drop().inserted()).isEqualTo(THINGS);
        }
        assertThat(definitions(database)).isEqualTo(before);
        assertThat(database.value("SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint"
                        + " WHERE conname = 'parent_id_refs_id_52cc64ca'"))
                .isEqualTo("the tree");
        assertThat(database.number("SELECT count(*) FROM timetables_thing")).isEqualTo(THINGS);
        assertThat(database.number("SELECT nextval('timetables_thing_id_seq')")).isEqualTo(THINGS + 1);
    }

    @Test
    void aFirstLoadThatIsRolledBackLeavesEverythingAsItWas(TestDatabase database) {
        List<String> before = definitions(database);

        try (Deliverer deliverer = tree(database, 0)) {
            deliverer.preview();
        }

        assertThat(definitions(database)).isEqualTo(before);
        assertThat(database.number("SELECT count(*) FROM timetables_thing")).isZero();
    }

    @Test
    void aFirstLoadGoesTheSlowerWayWhileSomebodyReadsTheEmptyTable(TestDatabase database) throws Exception {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                Deliverer deliverer = tree(database, 0)) {
            connection.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM timetables_thing");

            deliverer.deliver();

            assertThat(database.number("SELECT count(*) FROM timetables_thing")).isEqualTo(THINGS);
        }
    }

    /** Whoever reads one table and then another one may hold the first while the delivery holds the second. */
    @Test
    void aReaderOfTwoTablesIsNotEndedByAFirstLoad(TestDatabase database) throws Exception {
        try (var connection = database.dataSource().getConnection();
                var reader = connection.createStatement();
                Deliverer deliverer = tree(database, 0)
                        .table(
                                "timetables_thingtag",
                                Policy.MIRROR,
                                "id",
                                "annotation",
                                "thing_id",
                                "targetthing_id")) {
            for (int i = 1; i <= THINGS; i++) {
                deliverer.row("timetables_thingtag", i, null, i, i);
            }
            connection.setAutoCommit(false);
            reader.executeQuery("SELECT count(*) FROM timetables_thingtag");
            CompletableFuture<Plan> delivery = CompletableFuture.supplyAsync(deliverer::deliver);
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> delivery.isDone()
                            || database.number(
                                            "SELECT count(*) FROM pg_locks"
                                                    + " WHERE mode = 'AccessExclusiveLock' AND relation = 'timetables_thing'::regclass")
                                    > 0);

            assertThatCode(() -> reader.executeQuery("SELECT count(*) FROM timetables_thing"))
                    .doesNotThrowAnyException();

            connection.commit();
            delivery.join();
            assertThat(database.number("SELECT count(*) FROM timetables_thingtag"))
                    .isEqualTo(THINGS);
        }
    }

    @Test
    void rowsThatReferForwardAreDelivered(TestDatabase database) {
        try (Deliverer deliverer = things(database)) {
            deliverer
                    .row("timetables_thing", 1, 3, "p1", "a/b/c", "c")
                    .row("timetables_thing", 2, null, "p2", "a", "a")
                    .row("timetables_thing", 3, 2, "p3", "a/b", "b")
                    .deliver();
        }
        assertThat(database.query("SELECT id, parent_id FROM timetables_thing ORDER BY id"))
                .containsExactly("1|3", "2|∅", "3|2");
    }

    @Test
    void serversThatNumberThingsDifferentlyTradeTheirUniquePaths(TestDatabase database) {
        try (Deliverer deliverer = tree(database, 0)) {
            deliverer.deliver();
        }
        // The same paths, every one on another key; some rows go, some come.
        try (Deliverer deliverer = tree(database, 1_000)) {
            Plan plan = deliverer.deliver();

            assertThat(plan.table("timetables_thing").removed()).isZero();
            assertThat(plan.table("timetables_thing").drop().updated()).isEqualTo(THINGS);
        }
        assertThat(database.number("SELECT count(DISTINCT pathid) FROM timetables_thing"))
                .isEqualTo(THINGS);
        assertThat(database.value("SELECT pathid FROM timetables_thing WHERE id = 1"))
                .isEqualTo("path1000");
    }

    @Test
    void referencesAcrossTablesAreFoundDanglingBeforeAnythingChanges(TestDatabase database) {
        try (Deliverer deliverer = things(database)
                .table("timetables_thingtag", Policy.MIRROR, "id", "annotation", "thing_id", "targetthing_id")
                .row("timetables_thing", 1, null, "p1", "a", "a")
                .row("timetables_thing", 2, 77, "p2", "b", "b")
                .row("timetables_thingtag", 5, "link", 1, 99)) {
            List<String> faults = deliverer.check();

            assertThat(faults)
                    .containsExactly(
                            "drop.json (byte 100): app.timetables_thing 2, field parent_id: found 77, expected the key of a"
                                    + " app.timetables_thing that exists after this delivery.",
                            "drop.json (byte 200): app.timetables_thingtag 5, field targetthing_id: found 99, expected the key"
                                    + " of a app.timetables_thing that exists after this delivery.");
        }
    }

    @Test
    void anEventIsHeldToEveryRuleOfItsTable(TestDatabase database) {
        try (Deliverer deliverer = new Deliverer(database)
                .table(
                        "timetables_event",
                        Policy.MIRROR,
                        "id",
                        "current",
                        "versionstamp",
                        "data",
                        "start",
                        "end",
                        "starttz",
                        "endtz",
                        "title",
                        "location",
                        "uid",
                        "master_id",
                        "source_id",
                        "status")
                .row("timetables_event", event(1, "2013-10-10T09:00:00Z", 0))
                .row("timetables_event", event(2, "2013-02-29T09:00:00Z", 0))
                .row("timetables_event", event(3, "2013-10-10T09:00:00Z", -1))) {
            List<String> faults = deliverer.check();

            assertThat(faults)
                    .containsExactly(
                            "drop.json (byte 100): app.timetables_event 2, field end: found 2013-02-29T09:00:00Z, expected a"
                                    + " date and time that exist, with an offset, such as 2024-02-29T09:30:00Z.",
                            "drop.json (byte 200): app.timetables_event 3, field status: found -1, expected a value that"
                                    + " satisfies the rule timetables_event_status_check of the target: (status >= 0).");
        }
    }

    private static Object[] event(int id, String end, int status) {
        return new Object[] {
            id,
            true,
            "2013-01-01T00:00:00.125Z",
            "{}",
            "2013-10-10T08:00:00+01:00",
            end,
            "Europe/London",
            "Europe/London",
            "T",
            "L",
            "u" + id,
            null,
            null,
            status
        };
    }

    /** Things without the columns that all of them share. */
    private static Deliverer things(TestDatabase database) {
        database.run("ALTER TABLE timetables_thing ALTER data SET DEFAULT '', ALTER type SET DEFAULT '',"
                + " ALTER fullname SET DEFAULT ''");
        return new Deliverer(database)
                .table("timetables_thing", Policy.MIRROR, "id", "parent_id", "pathid", "fullpath", "name");
    }

    /** A flat tree whose paths belong to keys that are moved on by {@code shift}. */
    private static Deliverer tree(TestDatabase database, int shift) {
        Deliverer deliverer = things(database);
        for (int i = 0; i < THINGS; i++) {
            String path = "path" + (i + shift) % THINGS;
            deliverer.row("timetables_thing", i + 1, i == 0 ? null : 1, path, path, path);
        }
        return deliverer;
    }

    private static List<String> definitions(TestDatabase database) {
        return Stream.of(
                        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
                                + " WHERE conrelid::regclass::text LIKE 'timetables%' ORDER BY conrelid::regclass::text, 2",
                        "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid), indisvalid FROM pg_index"
                                + " WHERE indrelid::regclass::text LIKE 'timetables%' ORDER BY indexrelid::regclass::text",
                        "SELECT tgrelid::regclass, tgfoid::regproc, tgenabled, tgdeferrable, tginitdeferred FROM pg_trigger"
                                + " WHERE tgrelid::regclass::text LIKE 'timetables%' ORDER BY tgrelid::regclass::text, 2, 3")
                .flatMap(sql -> database.query(sql).stream())
                .toList();
    }
}
