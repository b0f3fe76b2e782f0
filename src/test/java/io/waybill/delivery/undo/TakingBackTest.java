package io.waybill.delivery.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.JournalPruning;
import io.waybill.delivery.Policy;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
class TakingBackTest {
    private static final String CONTENT = "SELECT t::text FROM item AS t ORDER BY name";

    @TempDir
    Path folder;

    @BeforeEach
    void rowsOfEveryType(TestDatabase database) {
        database.run(
                "CREATE TYPE mood AS ENUM ('glad', 'sad')",
                "CREATE TABLE item (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE NOT NULL,"
                        + " doubled text GENERATED ALWAYS AS (name || name) STORED, amount numeric, rough double precision,"
                        + " small real, flag boolean, day date, at timestamptz, clock time, took interval, raw bytea,"
                        + " tree jsonb, spelled json, tags text[], one uuid, code char(5), feeling mood,"
                        + " noted timestamptz NOT NULL DEFAULT now(), above bigint REFERENCES item DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO item (name, amount, rough, small, flag, day, at, clock, took, raw, tree, spelled, tags, one, code,"
                        + " feeling, above) VALUES ('a', 1.500, 0.1, 1e-30, true, '2026-03-29', '2026-03-29 01:30:00.123456+00',"
                        + " '23:59:59.5', '1 mon 3 days 00:00:01.5', '\\xdeadbeef', '{\"b\": [1, null]}', '{ \"z\" : 1,  \"z\" : 2 }',"
                        + " '{\"x, y\",NULL,\"q\\\"\"}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'ab', 'glad', 1),"
                        + " ('b', 'NaN', '-Infinity', 'NaN', NULL, 'infinity', '-infinity', NULL, NULL, '', 'null', 'null', '{}',"
                        + " NULL, '', 'sad', 1)",
                "INSERT INTO item (name) SELECT 'row ' || n FROM generate_series(1, 50) AS n");
    }

    private static List<TableSpec> items(Policy policy, String... columns) {
        return table("item", policy, columns);
    }

    private static List<TableSpec> table(String name, Policy policy, String... columns) {
        return List.of(new TableSpec(
                name,
                "app." + name,
                policy,
                Arrays.stream(columns)
                        .map(column -> new ColumnSpec(column, column))
                        .toList(),
                Map.of()));
    }

    private static Row row(Object... values) {
        return new Row(0, values);
    }

    @Test
    void rowsOfEveryTypeComeBackAsTheyWere(TestDatabase database) throws Exception {
        List<String> before = database.query(CONTENT);
        try (UndoWorkshop workshop = new UndoWorkshop(database, folder)) {
            long waybill = workshop.deliver(
                    items(Policy.MIRROR, "id", "name", "amount"),
                    Map.of(
                            "item",
                            List.of(
                                    // The names of two rows change places; the row of every type goes, and all the
                                    // others.
                                    row(1L, "b", new BigDecimal("7")),
                                    row(2L, "a", new BigDecimal("8")),
                                    row(900L, "new", null))));
            assertThat(database.query("SELECT id, name, amount FROM item ORDER BY id"))
                    .containsExactly("1|b|7", "2|a|8", "900|new|∅");

            LedgerEntry undo = workshop.undo(waybill);

            assertThat(undo.state()).isEqualTo(State.DELIVERED);
            assertThat(undo.results().counts()).singleElement().satisfies(count -> {
                assertThat(count.read()).isEqualTo(53);
                assertThat(count.inserted()).isEqualTo(50);
                assertThat(count.updated()).isEqualTo(2);
                assertThat(count.deletedByKey()).isEqualTo(1);
            });
            assertThat(database.query(CONTENT)).isEqualTo(before);
        }
    }

    @Test
    void aLaterWaybillOverTheSameRowsIsTakenBackFirst(TestDatabase database) throws Exception {
        List<String> before = database.query(CONTENT);
        try (UndoWorkshop workshop = new UndoWorkshop(database, folder)) {
            List<TableSpec> names = items(Policy.UPSERT, "id", "name");
            long first = workshop.deliver(names, Map.of("item", List.of(row(1L, "first"))));
            long second = workshop.deliver(names, Map.of("item", List.of(row(1L, "second"), row(77L, "more"))));

            assertThatThrownBy(() -> workshop.undo(first))
                    .hasMessageContaining("found second")
                    .hasMessageContaining("Waybill " + second + " has changed it since: undo that one first")
                    .hasMessageNotContaining("by hand");

            workshop.undo(second);
            workshop.undo(first);
            assertThat(database.query(CONTENT)).isEqualTo(before);
        }
    }

    @Test
    void aLaterWaybillWhoseRowsReferToThoseIsTakenBackFirst(TestDatabase database) throws Exception {
        database.run("CREATE TABLE part (id bigint PRIMARY KEY, item bigint REFERENCES item)");
        List<String> before = database.query(CONTENT);
        try (UndoWorkshop workshop = new UndoWorkshop(database, folder)) {
            long first =
                    workshop.deliver(items(Policy.UPSERT, "id", "name"), Map.of("item", List.of(row(77L, "more"))));
            List<TableSpec> parts = table("part", Policy.UPSERT, "id", "item");
            long second = workshop.deliver(parts, Map.of("part", List.of(row(5L, 77L), row(6L, 77L))));
            database.run("INSERT INTO part VALUES (7, 77)");

            assertThatThrownBy(() -> workshop.undo(first))
                    .isInstanceOfSatisfying(
                            BrokenFileException.class,
                            refused -> assertThat(refused.faults())
                                    .extracting(Fault::sentence)
                                    .satisfiesExactly(
                                            five -> assertThat(five)
                                                    .contains(
                                                            "row 5 of part refers to it by item, as waybill " + second
                                                                    + " left it",
                                                            "by undoing waybill " + second + " first"),
                                            six -> assertThat(six)
                                                    .contains("row 6 of part", "undoing waybill " + second),
                                            seven -> assertThat(seven)
                                                    .contains("row 7 of part refers to it by item, expected")
                                                    .doesNotContain("waybill " + second)));

            database.run("DELETE FROM part WHERE id = 7");
            workshop.undo(second);
            workshop.undo(first);
            assertThat(database.query(CONTENT)).isEqualTo(before);
        }
    }

    @Test
    void aRowThatTheDatabaseFilledItselfIsComparedWhole(TestDatabase database) throws Exception {
        try (UndoWorkshop workshop = new UndoWorkshop(database, folder)) {
            long waybill =
                    workshop.deliver(items(Policy.UPSERT, "id", "name"), Map.of("item", List.of(row(500L, "new"))));
            database.run("UPDATE item SET noted = noted + interval '1 hour' WHERE id = 500");

            assertThatThrownBy(() -> workshop.undo(waybill)).hasMessageContaining("field noted");

            assertThat(database.number("SELECT count(*) FROM item WHERE id = 500"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aFirstLoadIsTakenBackAlsoWhereATriggerMadeSomethingElseOfItsRows(TestDatabase database) throws Exception {
        database.run(
                "TRUNCATE item",
                "CREATE TABLE loud (id bigint PRIMARY KEY, name text)",
                "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN UPDATE item SET name = upper(name); RETURN NEW; END'",
                "CREATE TRIGGER shout AFTER INSERT ON loud FOR EACH ROW EXECUTE FUNCTION shout()");
        List<TableSpec> both = List.of(
                items(Policy.MIRROR, "id", "name").get(0),
                new TableSpec(
                        "loud",
                        "app.loud",
                        Policy.MIRROR,
                        List.of(new ColumnSpec("id", "id"), new ColumnSpec("name", "name")),
                        Map.of()));
        try (UndoWorkshop workshop = new UndoWorkshop(database, folder)) {
            long waybill =
                    workshop.deliver(both, Map.of("item", List.of(row(1L, "one")), "loud", List.of(row(1L, "first"))));
            assertThat(database.query("SELECT name FROM item")).containsExactly("ONE");

            workshop.undo(waybill);

            assertThat(database.number("SELECT count(*) FROM item")).isZero();
            assertThat(database.number("SELECT count(*) FROM loud")).isZero();
        }
    }

    @Test
    void theJournalOfAFirstLoadSaysWhatTheTableHolds(TestDatabase database) throws Exception {
        database.run("CREATE TABLE plain (id bigint PRIMARY KEY, name varchar(20), code char(5), at timestamptz)");
        try (UndoWorkshop workshop = new UndoWorkshop(database, folder)) {
            long waybill = workshop.deliver(
                    List.of(new TableSpec(
                            "plain",
                            "app.plain",
                            Policy.MIRROR,
                            // Not in the order of the table.
                            Stream.of("at", "id", "code", "name")
                                    .map(column -> new ColumnSpec(column, column))
                                    .toList(),
                            Map.of())),
                    Map.of("plain", List.of(row("2026-03-29T01:30:00.5+01:00", 7L, "ab", "n, \"n\""))));

            assertThat(database.query("SELECT key, before, after, byte_offset FROM waybill.changes"))
                    .containsExactly("{7}|∅|"
                            + database.value(
                                    "SELECT ARRAY[id::text, name::text, code::text, (at AT TIME ZONE 'UTC')::text || '+00'] FROM plain")
                            + "|0");
            workshop.undo(waybill);
            assertThat(database.number("SELECT count(*) FROM plain")).isZero();
        }
    }

    @Test
    void whatIsOlderThanTheJournalIsKeptCannotBeTakenBack(TestDatabase database) throws Exception {
        try (UndoWorkshop workshop = new UndoWorkshop(database, folder)) {
            long waybill =
                    workshop.deliver(items(Policy.UPSERT, "id", "name"), Map.of("item", List.of(row(500L, "new"))));
            Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(91)), ZoneOffset.UTC);
            Clock sooner = Clock.fixed(Instant.now().plus(Duration.ofDays(89)), ZoneOffset.UTC);

            assertThat(new JournalPruning(workshop.target.dataSource(), Duration.ofDays(90), sooner).prune())
                    .isZero();
            assertThat(database.number("SELECT count(*) FROM waybill.changes")).isEqualTo(1);
            assertThat(new JournalPruning(workshop.target.dataSource(), Duration.ofDays(90), later).prune())
                    .isEqualTo(1);

            assertThat(database.number("SELECT count(*) FROM waybill.changes")).isZero();
            assertThat(database.number("SELECT count(*) FROM waybill.plans")).isEqualTo(1);
            assertThatThrownBy(() -> workshop.undo(waybill))
                    .hasMessageContaining("is no longer kept: it is too long ago");
        }
    }
}
