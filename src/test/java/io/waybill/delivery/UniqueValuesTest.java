package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class UniqueValuesTest {
    @Test
    void threeRowsPassAValueRoundACircle(TestDatabase database) {
        database.run(
                "CREATE TABLE seat (id int PRIMARY KEY, place varchar(40) NOT NULL UNIQUE)",
                "INSERT INTO seat VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')");
        try (Deliverer deliverer = new Deliverer(database).table("seat", Policy.MIRROR, "id", "place")) {
            deliverer
                    .row("seat", 1, "b")
                    .row("seat", 2, "c")
                    .row("seat", 3, "a")
                    .row("seat", 4, "d")
                    .deliver();
        }
        assertThat(database.query("TABLE seat ORDER BY id")).containsExactly("1|b", "2|c", "3|a", "4|d");
    }

    @Test
    void aNewRowTakesTheValueOfOneThatGoes(TestDatabase database) {
        database.run(
                "CREATE TABLE seat (id int PRIMARY KEY, place int NOT NULL UNIQUE)",
                "INSERT INTO seat VALUES (1, 10), (2, 20)");
        try (Deliverer deliverer = new Deliverer(database).table("seat", Policy.MIRROR, "id", "place")) {
            deliverer.row("seat", 2, 10).row("seat", 3, 20).deliver();
        }
        assertThat(database.query("TABLE seat ORDER BY id")).containsExactly("2|10", "3|20");
    }

    @Test
    void everyTypeHasAPlaceToPark(TestDatabase database) {
        for (String[] type : new String[][] {
            {"smallint", "1", "2"},
            {"bigint CHECK (v >= 0)", "1", "2"},
            {"numeric(4, 1)", "1.5", "2.5"},
            {"double precision", "1.5", "2.5"},
            {"varchar(1)", "a", "b"},
            {"char(3)", "abc", "abd"},
            {"text", "a", "b"},
            {"date", "2024-01-01", "2024-01-02"},
            {"timestamptz", "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"},
            {"timestamp", "2024-01-01T00:00:00", "2024-01-02T00:00:00"},
            {"uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174001"}
        }) {
            database.run(
                    "CREATE TABLE one (id int PRIMARY KEY, v " + type[0] + " NOT NULL UNIQUE)",
                    "INSERT INTO one VALUES (1, '" + type[1] + "'), (2, '" + type[2] + "')");
            List<String> swapped = database.query("SELECT 3 - id, v FROM one ORDER BY 1");
            try (Deliverer deliverer = new Deliverer(database).table("one", Policy.MIRROR, "id", "v")) {
                deliverer.row("one", 1, type[2]).row("one", 2, type[1]).deliver();
            }
            assertThat(database.query("SELECT id, v FROM one ORDER BY id"))
                    .as(type[0])
                    .isEqualTo(swapped);
            database.run("DROP TABLE one");
        }
    }

    @Test
    void combinationsPartialIndexesAndExpressionsMayMoveToo(TestDatabase database) {
        database.run(
                "CREATE TABLE desk (id int PRIMARY KEY, room text NOT NULL, place int NOT NULL, mail text NOT NULL,"
                        + " gone boolean NOT NULL, UNIQUE (room, place))",
                "CREATE UNIQUE INDEX ON desk (lower(mail)) WHERE NOT gone",
                "INSERT INTO desk VALUES (1, 'x', 1, 'A@b', false), (2, 'x', 2, 'c@d', false), (3, 'y', 1, 'a@B', true)");
        try (Deliverer deliverer =
                new Deliverer(database).table("desk", Policy.MIRROR, "id", "room", "place", "mail", "gone")) {
            deliverer
                    .row("desk", 1, "x", 2, "C@D", false)
                    .row("desk", 2, "y", 1, "c@d", true)
                    .row("desk", 3, "x", 1, "a@b", false)
                    .deliver();
        }
        assertThat(database.query("TABLE desk ORDER BY id"))
                .containsExactly("1|x|2|C@D|f", "2|y|1|c@d|t", "3|x|1|a@b|f");
    }

    @Test
    void nullsMayMoveWhereTheyCountAsEqual(TestDatabase database) {
        database.run(
                "CREATE TABLE one (id int PRIMARY KEY, v int UNIQUE NULLS NOT DISTINCT)",
                "INSERT INTO one VALUES (1, NULL), (2, 5)");
        try (Deliverer deliverer = new Deliverer(database).table("one", Policy.MIRROR, "id", "v")) {
            deliverer.row("one", 1, 5).row("one", 2, null).deliver();
        }
        assertThat(database.query("TABLE one ORDER BY id")).containsExactly("1|5", "2|∅");
    }

    @Test
    void onlyRowsThatAreInTheWayAreParked(TestDatabase database) {
        database.run(
                "CREATE TABLE seat (id int PRIMARY KEY, place text NOT NULL UNIQUE)",
                "INSERT INTO seat SELECT n, 'p' || n FROM generate_series(1, 100) n",
                "CREATE TABLE seen (id int)",
                "CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO seen VALUES (NEW.id); RETURN NEW; END'",
                "CREATE TRIGGER watch AFTER UPDATE ON seat FOR EACH ROW EXECUTE FUNCTION see()");
        try (Deliverer deliverer = new Deliverer(database).table("seat", Policy.UPSERT, "id", "place")) {
            deliverer
                    .row("seat", 1, "p2")
                    .row("seat", 2, "p1")
                    .row("seat", 3, "new")
                    .deliver();
        }
        assertThat(database.query("SELECT id, count(*) FROM seen GROUP BY id ORDER BY id"))
                .containsExactly("1|2", "2|2", "3|1");
    }

    @Test
    void aValueThatStandsTwiceIsFoundInTheDrop(TestDatabase database) {
        database.run("CREATE TABLE seat (id int PRIMARY KEY, place text NOT NULL UNIQUE)");
        try (Deliverer deliverer = new Deliverer(database).table("seat", Policy.MIRROR, "id", "place")) {
            assertThat(deliverer
                            .row("seat", 1, "a")
                            .row("seat", 2, "a")
                            .row("seat", 2, "b")
                            .check())
                    .containsExactly(
                            "drop.json (byte 200): app.seat 2, field id: found 2, expected a key that no other record has"
                                    + " (first: drop.json (byte 100)). Remove all but one of them.",
                            "drop.json (byte 100): app.seat 2, field place: found a, expected a value that occurs only"
                                    + " once (record 1 has the same value).");
        }
    }

    @Test
    void aValueThatAnUndeliveredRowHoldsIsFound(TestDatabase database) {
        database.run(
                "CREATE TABLE seat (id int PRIMARY KEY, place text NOT NULL UNIQUE)",
                "INSERT INTO seat VALUES (1, 'a'), (2, 'b')");
        for (Policy policy : List.of(Policy.UPSERT, Policy.INSERT)) {
            try (Deliverer deliverer = new Deliverer(database).table("seat", policy, "id", "place")) {
                assertThat(deliverer.row("seat", 2, "b").row("seat", 3, "a").check())
                        .as(policy.name())
                        .containsExactly(
                                "drop.json (byte 100): app.seat 3, field place: found a, expected a value that"
                                        + " occurs only once (row 1 of the target, which is not in the drop, has the same value).");
            }
        }
    }
}
