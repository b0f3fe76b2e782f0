package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.Plan.Counts;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class PolicyTest {
    @BeforeEach
    void threeRowsAreThere(TestDatabase database) {
        database.run(
                "CREATE TABLE item (id serial PRIMARY KEY, name text NOT NULL, note text)",
                "INSERT INTO item (id, name, note) VALUES (1, 'one', 'a'), (2, 'two', 'b'), (3, 'three', 'c')");
    }

    @Test
    void mirrorInsertsUpdatesAndDeletes(TestDatabase database) {
        try (Deliverer deliverer = items(database, Policy.MIRROR)) {
            Plan plan = deliverer.deliver();

            assertThat(plan.table("item").drop()).isEqualTo(new Counts(1, 1, 1));
            assertThat(plan.table("item").removed()).isEqualTo(1);
            assertThat(database.query("SELECT id, name, note FROM item ORDER BY id"))
                    .containsExactly("1|one|a", "2|TWO|b", "9|nine|∅");
        }
    }

    @Test
    void upsertNeverDeletes(TestDatabase database) {
        try (Deliverer deliverer = items(database, Policy.UPSERT)) {
            Plan plan = deliverer.deliver();

            assertThat(plan.table("item").drop()).isEqualTo(new Counts(1, 1, 1));
            assertThat(plan.table("item").removed()).isZero();
            assertThat(database.query("SELECT id, name, note FROM item ORDER BY id"))
                    .containsExactly("1|one|a", "2|TWO|b", "3|three|c", "9|nine|∅");
        }
    }

    @Test
    void insertOnlyAddsMissingRows(TestDatabase database) {
        try (Deliverer deliverer = items(database, Policy.INSERT)) {
            Plan plan = deliverer.deliver();

            assertThat(plan.table("item").drop()).isEqualTo(new Counts(1, 0, 2));
            assertThat(database.query("SELECT id, name, note FROM item ORDER BY id"))
                    .containsExactly("1|one|a", "2|two|b", "3|three|c", "9|nine|∅");
        }
    }

    @Test
    void retireFlagsOnceWhatTheDropDoesNotHave(TestDatabase database) {
        database.run("ALTER TABLE item ADD active boolean NOT NULL DEFAULT true");
        try (Deliverer deliverer = new Deliverer(database)
                .retiring("item", new TableSpec.Retirement("active", "false"), "id", "name", "note")) {
            Plan plan = deliverer
                    .row("item", 1, "one", "a")
                    .row("item", 2, "TWO", "b")
                    .row("item", 9, "nine", null)
                    .deliver();

            assertThat(plan.table("item").drop()).isEqualTo(new Counts(1, 1, 1));
            assertThat(plan.table("item").retired()).isEqualTo(1);
            assertThat(plan.table("item").removed()).isZero();
            assertThat(database.query("SELECT id, name, note, active FROM item ORDER BY id"))
                    .containsExactly("1|one|a|t", "2|TWO|b|t", "3|three|c|f", "9|nine|∅|t");
            assertThat(deliverer.preview().isEmpty()).isTrue();
        }
    }

    @Test
    void aRetirementThatItsColumnCannotTakeIsToldBeforeAnythingIsRead(TestDatabase database) {
        try (Deliverer deliverer = new Deliverer(database)
                .retiring("item", new TableSpec.Retirement("id", "never"), "id", "name", "note")) {
            assertThatThrownBy(deliverer::deliver)
                    .isInstanceOf(TargetMismatchException.class)
                    .hasMessageContaining("cannot be 'never'");
        }
    }

    @Test
    void rowsThatTheDropNamesForDeletionGo(TestDatabase database) {
        try (Deliverer deliverer = new Deliverer(database)
                .table("item", Policy.UPSERT, "id", "name", "note")
                .row("item", 1, "ONE", "a")
                .resolving(delivery -> {
                    try (java.sql.Statement statement = delivery.connection().createStatement()) {
                        statement.execute("INSERT INTO " + delivery.goneTable("item") + " VALUES (2, 5), (77, 6)");
                    } catch (java.sql.SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })) {
            Plan plan = deliverer.deliver();

            assertThat(plan.table("item").deletedByKey()).isEqualTo(1);
            assertThat(plan.table("item").rowsAfter()).isEqualTo(2);
            assertThat(database.query("SELECT id, name FROM item ORDER BY id")).containsExactly("1|ONE", "3|three");
        }
    }

    @Test
    void columnsThatTheFeedDoesNotHaveAreNeverChanged(TestDatabase database) {
        try (Deliverer deliverer = new Deliverer(database).table("item", Policy.MIRROR, "id", "name")) {
            deliverer.row("item", 1, "ONE").row("item", 2, "two").deliver();

            assertThat(database.query("SELECT id, name, note FROM item ORDER BY id"))
                    .containsExactly("1|ONE|a", "2|two|b");
        }
    }

    @Test
    void nothingIsWrittenWhenNothingDiffers(TestDatabase database) {
        try (Deliverer deliverer = new Deliverer(database)
                .table("item", Policy.MIRROR, "id", "name", "note")
                .row("item", 3, "three", "c")
                .row("item", 1, "one", "a")
                .row("item", 2, "two", "b")) {
            List<String> before = database.query("SELECT ctid, xmin, id FROM item ORDER BY id");
            long sequence = database.number("SELECT last_value FROM item_id_seq");

            Plan plan = deliverer.deliver();

            assertThat(plan.isEmpty()).isTrue();
            assertThat(plan.table("item").drop()).isEqualTo(new Counts(0, 0, 3));
            assertThat(database.query("SELECT ctid, xmin, id FROM item ORDER BY id"))
                    .isEqualTo(before);
            assertThat(database.number("SELECT last_value FROM item_id_seq")).isEqualTo(sequence);
        }
    }

    @Test
    void onlyTheRowsThatDifferAreWritten(TestDatabase database) {
        try (Deliverer deliverer = items(database, Policy.MIRROR)) {
            String untouched = database.value("SELECT ctid || ' ' || xmin FROM item WHERE id = 1");

            deliverer.deliver();

            assertThat(database.value("SELECT ctid || ' ' || xmin FROM item WHERE id = 1"))
                    .isEqualTo(untouched);
        }
    }

    @Test
    void aPreviewHasTheSameNumbersAndChangesNothing(TestDatabase database) {
        try (Deliverer deliverer = items(database, Policy.MIRROR)) {
            List<String> before = database.query("SELECT ctid, xmin, i.* FROM item i ORDER BY id");

            Plan preview = deliverer.preview();

            assertThat(database.query("SELECT ctid, xmin, i.* FROM item i ORDER BY id"))
                    .isEqualTo(before);
            assertThat(database.value("SELECT is_called FROM item_id_seq")).isEqualTo("f");
            assertThat(deliverer.deliver()).isEqualTo(preview);
        }
    }

    @Test
    void numbersOfTheDatabaseAreThoseOfThePreviewWhichDrawsNone(TestDatabase database) {
        database.run(
                "ALTER TABLE item ADD place serial, ADD ticket bigint NOT NULL GENERATED ALWAYS AS IDENTITY",
                "SELECT nextval('item_ticket_seq')");
        try (Deliverer deliverer = new Deliverer(database)
                .table("item", Policy.UPSERT, "id", "name", "place")
                .row("item", 12, "twelve", Row.ABSENT)
                .row("item", 11, "eleven", Row.ABSENT)
                .row("item", 1, "ONE", Row.ABSENT)) {
            String rows = "SELECT id, name, place, ticket FROM item ORDER BY id";
            List<String> before = database.query(rows);

            Plan preview = deliverer.preview();

            assertThat(database.query(rows)).isEqualTo(before);
            assertThat(database.query("SELECT p.last_value, t.last_value FROM item_place_seq p, item_ticket_seq t"))
                    .containsExactly("3|4");
            assertThat(deliverer.deliver()).isEqualTo(preview);
            assertThat(database.query(rows))
                    .containsExactly("1|ONE|1|1", "2|two|2|2", "3|three|3|3", "11|eleven|4|5", "12|twelve|5|6");
            database.run("INSERT INTO item (id, name) VALUES (20, 'next')");
            assertThat(database.query(rows)).endsWith("20|next|6|7");
        }
    }

    @Test
    void sequencesFollowTheGreatestKeyAndNeverGoBack(TestDatabase database) {
        try (Deliverer deliverer = items(database, Policy.UPSERT)) {
            deliverer.deliver();
            assertThat(database.number("SELECT nextval('item_id_seq')")).isEqualTo(10);

            database.run("SELECT setval('item_id_seq', 500)");
            deliverer.again().row("item", 20, "twenty", null).deliver();
            assertThat(database.number("SELECT nextval('item_id_seq')")).isEqualTo(501);
        }
    }

    @Test
    void aSystemsOwnStepMayAddRowsThatCountAsCarriedOver(TestDatabase database) {
        try (Deliverer deliverer = items(database, Policy.MIRROR).resolving(delivery -> {
            try (var statement = delivery.connection().createStatement()) {
                statement.executeUpdate("INSERT INTO " + delivery.relations().stage("item")
                        + " (id, name, note) SELECT id, name, note FROM item WHERE id = 3");
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        })) {
            Plan plan = deliverer.deliver();

            assertThat(plan.table("item").carried()).isEqualTo(new Counts(0, 0, 1));
            assertThat(plan.table("item").drop()).isEqualTo(new Counts(1, 1, 1));
            assertThat(plan.table("item").removed()).isZero();
        }
    }

    @Test
    void noStageIsLeftWhateverHappens(TestDatabase database) {
        try (Deliverer deliverer = items(database, Policy.MIRROR)) {
            deliverer.deliver();
            deliverer.preview();
            deliverer.check();
        }
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill_stage%'"))
                .isEmpty();
    }

    private static Deliverer items(TestDatabase database, Policy policy) {
        return new Deliverer(database)
                .table("item", policy, "id", "name", "note")
                .row("item", 1, "one", "a")
                .row("item", 2, "TWO", "b")
                .row("item", 9, "nine", null);
    }
}
