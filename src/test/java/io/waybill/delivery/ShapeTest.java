package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class ShapeTest {
    @Test
    void everythingThatDoesNotFitIsSaidAtOnce(TestDatabase database) {
        database.run(
                "CREATE TABLE keyless (id int)",
                "CREATE TABLE item (id int PRIMARY KEY, must int NOT NULL, twice int GENERATED ALWAYS AS (id * 2) STORED)",
                "CREATE VIEW window_on_item AS TABLE item",
                "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)");
        try (Deliverer deliverer = new Deliverer(database)
                .table("absent", Policy.MIRROR, "id")
                .table("keyless", Policy.MIRROR, "id")
                .table("item", Policy.MIRROR, Map.of("id", "x"), "id", "twice", "nothing")
                .table("window_on_item", Policy.MIRROR, "id")
                .table("parts", Policy.MIRROR, "id")) {
            TargetMismatchException thrown = catchThrowableOfType(TargetMismatchException.class, deliverer::deliver);

            assertThat(thrown.differences())
                    .containsExactlyInAnyOrder(
                            "Table absent is missing.",
                            "Table keyless has no primary key, by which its rows could be told apart.",
                            "Column twice of table item is computed by the database and cannot be delivered into.",
                            "Column nothing of table item is missing.",
                            "Table item has a column must that must be filled, but the feed does not have it.",
                            "The feed's default for column id of table item cannot be used: expected a whole number from"
                                    + " -2147483648 to 2147483647.",
                            "window_on_item is not a table but a view.",
                            "parts is a partitioned table or has child tables: name the tables that hold the rows.");
        }
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill%'"))
                .isEmpty();
    }

    @Test
    void namesMayBeAnything(TestDatabase database) {
        database.run(
                "CREATE SCHEMA \"My School\"",
                "CREATE TABLE \"My School\".\"Order \"\"x\"\"\" (\"Nr.\" int PRIMARY KEY, \"end\" text, \"a b\" text UNIQUE)",
                "CREATE TABLE \"end\" (\"select\" int PRIMARY KEY)",
                "CREATE SCHEMA \"x.y\"",
                "CREATE TABLE \"x.y\".\"a.b\" (id int PRIMARY KEY)",
                "CREATE TABLE \".c.\" (id int PRIMARY KEY)",
                "INSERT INTO \"My School\".\"Order \"\"x\"\"\" VALUES (1, 'a', 'p'), (2, 'b', 'q')");
        try (Deliverer deliverer = new Deliverer(database)
                .table("My School.Order \"x\"", Policy.MIRROR, "Nr.", "end", "a b")
                .table("end", Policy.MIRROR, "select")
                .table("x.y.a.b", Policy.MIRROR, "id")
                .table(".c.", Policy.MIRROR, "id")) {
            deliverer
                    .row("My School.Order \"x\"", 1, "A", "q")
                    .row("My School.Order \"x\"", 2, null, "p")
                    .row("end", 5)
                    .row("x.y.a.b", 6)
                    .row(".c.", 7)
                    .deliver();
        }
        assertThat(database.query("SELECT * FROM \"My School\".\"Order \"\"x\"\"\" ORDER BY 1"))
                .containsExactly("1|A|q", "2|∅|p");
        assertThat(database.query("TABLE \"end\"")).containsExactly("5");
        assertThat(database.query("TABLE \"x.y\".\"a.b\"")).containsExactly("6");
        assertThat(database.query("TABLE \".c.\"")).containsExactly("7");
    }

    @Test
    void tablesOfOneNameInTwoSchemasAreKeptApart(TestDatabase database) {
        database.run(
                "CREATE SCHEMA a",
                "CREATE SCHEMA b",
                "CREATE TABLE a.t (id int PRIMARY KEY)",
                "CREATE TABLE b.t (id int PRIMARY KEY)");
        try (Deliverer deliverer =
                new Deliverer(database).table("a.t", Policy.MIRROR, "id").table("b.t", Policy.MIRROR, "id")) {
            deliverer.row("a.t", 1).row("b.t", 2).deliver();
        }
        assertThat(database.query("TABLE a.t")).containsExactly("1");
        assertThat(database.query("TABLE b.t")).containsExactly("2");
    }

    @Test
    void identityColumnsAndDefaultsOfTheDatabaseAreRespected(TestDatabase database) {
        database.run(
                "CREATE SEQUENCE shared",
                "CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
                        + " made timestamptz NOT NULL DEFAULT now(), number bigint NOT NULL DEFAULT nextval('shared'))");
        try (Deliverer deliverer = new Deliverer(database).table("item", Policy.MIRROR, "id", "name", "number")) {
            deliverer
                    .row("item", 7, "seven", 70)
                    .row("item", 8, "eight", Row.ABSENT)
                    .deliver();
        }
        assertThat(database.query("SELECT id, name, number, made IS NOT NULL FROM item ORDER BY id"))
                .containsExactly("7|seven|70|t", "8|eight|1|t");
        database.run("INSERT INTO item (name) VALUES ('next')");
        assertThat(database.value("SELECT id || ' ' || number FROM item WHERE name = 'next'"))
                .isEqualTo("9 71");
    }

    @Test
    void absentFieldsKeepWhatIsThereAndTakeDefaultsWhereNothingIs(TestDatabase database) {
        database.run(
                "CREATE TABLE item (id int PRIMARY KEY, a text NOT NULL, b int NOT NULL DEFAULT 42, c text, d text NOT NULL)",
                "INSERT INTO item VALUES (1, 'old', 1, 'kept', 'd')");
        try (Deliverer deliverer =
                new Deliverer(database).table("item", Policy.MIRROR, Map.of("a", "feed's"), "id", "a", "b", "c", "d")) {
            deliverer
                    .row("item", 1, Row.ABSENT, Row.ABSENT, Row.ABSENT, "D")
                    .row("item", 2, Row.ABSENT, Row.ABSENT, Row.ABSENT, "D")
                    .deliver();
            assertThat(database.query("TABLE item ORDER BY id")).containsExactly("1|old|1|kept|D", "2|feed's|42|∅|D");

            assertThat(deliverer
                            .again()
                            .row("item", 1, "x", 1, "y", Row.ABSENT)
                            .row("item", 3, "x", 1, "y", Row.ABSENT)
                            .check())
                    .containsExactly(
                            "drop.json (byte 100): app.item 3, field d: expected this field, because the target does not"
                                    + " have the record yet, and the column no default. Add it to the record, or let the column"
                                    + " of the target have a default or no value.");
        }
    }
}
