package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class ReferencesTest {
    @Test
    void tablesAreWrittenParentsFirstAndDeletedChildrenFirst(TestDatabase database) {
        database.run(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int NOT NULL REFERENCES parent)",
                "INSERT INTO parent VALUES (1), (2)",
                "INSERT INTO child VALUES (1, 1), (2, 2)");
        try (Deliverer deliverer = new Deliverer(database)
                .table("child", Policy.MIRROR, "id", "parent")
                .table("parent", Policy.MIRROR, "id")) {
            deliverer.row("child", 2, 3).row("child", 5, 3).row("parent", 3).deliver();
        }
        assertThat(database.query("TABLE child ORDER BY 1")).containsExactly("2|3", "5|3");
        assertThat(database.query("TABLE parent")).containsExactly("3");
    }

    @Test
    void rowsThatReferToThemselvesNeedNoDeferrableConstraint(TestDatabase database) {
        database.run(
                "CREATE TABLE node (id int PRIMARY KEY, up int REFERENCES node)",
                "INSERT INTO node VALUES (1, NULL), (2, 1), (3, 2)");
        try (Deliverer deliverer = new Deliverer(database).table("node", Policy.MIRROR, "id", "up")) {
            deliverer.row("node", 7, 9).row("node", 9, 8).row("node", 8, 8).deliver();
        }
        assertThat(database.query("TABLE node ORDER BY 1")).containsExactly("7|9", "8|8", "9|8");
    }

    @Test
    void aCircleOfTablesIsOpenedAtAColumnThatMayBeNull(TestDatabase database) {
        database.run(
                "CREATE TABLE team (id int PRIMARY KEY, head int)",
                "CREATE TABLE person (id int PRIMARY KEY, team int NOT NULL REFERENCES team)",
                "ALTER TABLE team ADD FOREIGN KEY (head) REFERENCES person",
                "INSERT INTO team VALUES (1, NULL)",
                "INSERT INTO person VALUES (1, 1)",
                "UPDATE team SET head = 1");
        try (Deliverer deliverer = new Deliverer(database)
                .table("team", Policy.MIRROR, "id", "head")
                .table("person", Policy.MIRROR, "id", "team")) {
            deliverer
                    .row("team", 2, 20)
                    .row("team", 3, 30)
                    .row("person", 20, 3)
                    .row("person", 30, 2)
                    .deliver();
        }
        assertThat(database.query("TABLE team ORDER BY 1")).containsExactly("2|20", "3|30");
        assertThat(database.query("TABLE person ORDER BY 1")).containsExactly("20|3", "30|2");
    }

    @Test
    void aCircleThatCannotBeOpenedIsSaidBeforeAnythingIsRead(TestDatabase database) {
        database.run(
                "CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL)",
                "CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a)",
                "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b");
        try (Deliverer deliverer =
                new Deliverer(database).table("a", Policy.MIRROR, "id", "b").table("b", Policy.MIRROR, "id", "a")) {
            assertThatThrownBy(deliverer::deliver)
                    .isInstanceOf(TargetMismatchException.class)
                    .hasMessageContaining("a, b refer to each other in a circle");
        }
    }

    @Test
    void aCircleThatMayWaitForTheEndNeedsNothing(TestDatabase database) {
        database.run(
                "CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL)",
                "CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a)",
                "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE");
        try (Deliverer deliverer =
                new Deliverer(database).table("a", Policy.MIRROR, "id", "b").table("b", Policy.MIRROR, "id", "a")) {
            deliverer.row("a", 1, 2).row("b", 2, 1).deliver();
        }
        assertThat(database.query("TABLE a")).containsExactly("1|2");
    }

    @Test
    void keysOfSeveralColumnsAreComparedAsAWhole(TestDatabase database) {
        database.run(
                "CREATE TABLE slot (day date, hour int, room text, PRIMARY KEY (day, hour))",
                "CREATE TABLE booking (id int PRIMARY KEY, day date, hour int, FOREIGN KEY (day, hour) REFERENCES slot)",
                "INSERT INTO slot VALUES ('2024-01-01', 9, 'a'), ('2024-01-01', 10, 'b')");
        try (Deliverer deliverer = new Deliverer(database)
                .table("slot", Policy.MIRROR, "day", "hour", "room")
                .table("booking", Policy.MIRROR, "id", "day", "hour")) {
            deliverer
                    .row("slot", "2024-01-01", 9, "z")
                    .row("slot", "2024-01-02", 9, "b")
                    .row("booking", 1, "2024-01-02", 9)
                    .row("booking", 2, null, 9)
                    .deliver();
            assertThat(database.query("TABLE slot ORDER BY 1")).containsExactly("2024-01-01|9|z", "2024-01-02|9|b");

            assertThat(deliverer
                            .again()
                            .row("slot", "2024-01-01", 9, "z")
                            .row("booking", 1, "2024-01-01", 10)
                            .check())
                    .singleElement()
                    .asString()
                    .contains("app.booking 1", "found 2024-01-01, 10", "a app.slot that exists after this delivery");
        }
    }

    @Test
    void aRowOfAnotherTableThatRefersToADeletedRowIsFound(TestDatabase database) {
        database.run(
                "CREATE TABLE thing (id int PRIMARY KEY)",
                "CREATE SCHEMA other",
                "CREATE TABLE other.\"Note\" (\"Nr\" int PRIMARY KEY, thing int REFERENCES thing ON DELETE CASCADE)",
                "INSERT INTO thing VALUES (1), (2)",
                "INSERT INTO other.\"Note\" VALUES (70, 1), (71, 2)");
        try (Deliverer deliverer = new Deliverer(database).table("thing", Policy.MIRROR, "id")) {
            assertThat(deliverer.row("thing", 1).check())
                    .containsExactly("drop.json: app.thing 2, found row 71 of other.Note refers to it by thing,"
                            + " expected no row outside this delivery that refers to a row which goes with it."
                            + " Remove or repoint that row, or keep the record.");
            assertThatThrownBy(deliverer::deliver).hasMessageContaining("row 71 of other.Note");
        }
        assertThat(database.number("SELECT count(*) FROM other.\"Note\"")).isEqualTo(2);
    }

    @Test
    void aRowThatStaysKeepsItsParent(TestDatabase database) {
        database.run(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent)",
                "INSERT INTO parent VALUES (1), (2)",
                "INSERT INTO child VALUES (1, 1), (2, 2)");
        try (Deliverer deliverer = new Deliverer(database)
                .table("parent", Policy.MIRROR, "id")
                .table("child", Policy.UPSERT, "id", "parent")) {
            assertThat(deliverer.row("parent", 1).row("child", 1, 1).check())
                    .singleElement()
                    .asString()
                    .contains("app.parent 2", "row 2 of child refers to it");
        }
    }

    @Test
    void aRecordThatWasRefusedIsNotReportedAgainByThoseThatReferToIt(TestDatabase database) {
        database.run(
                "CREATE TABLE parent (id int PRIMARY KEY, name varchar(3) NOT NULL)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent)",
                "INSERT INTO parent VALUES (1, 'old')");
        try (Deliverer deliverer = new Deliverer(database)
                .table("parent", Policy.MIRROR, "id", "name")
                .table("child", Policy.MIRROR, "id", "parent")) {
            assertThat(deliverer.row("parent", 1, "too long").row("child", 1, 1).check())
                    .singleElement()
                    .asString()
                    .contains("app.parent 1", "at most 3 characters (this has 8)");
        }
    }
}
