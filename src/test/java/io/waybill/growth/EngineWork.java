package io.waybill.growth;

import io.waybill.delivery.Deliverer;
import io.waybill.delivery.Policy;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec.Retirement;
import java.util.List;

/**
 * What the engine does for tables unlike those of the systems: references in circles, rows that retire, types that only the server reads,
 * columns that records lack, unique values that trade places, and rows outside that refer to what changes.
 */
final class EngineWork implements Work {
    @Override
    public void with(Workplace place, String name, int rows) {
        circles(place, rows);
        retirement(place, rows);
        onlyTheServerReads(place, rows);
        absent(place, rows);
        referred(place, rows);
    }

    private static Deliverer tables(Workplace place, List<String> names, String... definitions) {
        names.forEach(table -> place.database().run("DROP TABLE IF EXISTS " + table + " CASCADE"));
        place.database().run(definitions);
        return new Deliverer(place.database());
    }

    /** Teams with heads who are in another team; half of them go, and the others trade their places. */
    private static void circles(Workplace place, int rows) {
        try (Deliverer deliverer = tables(
                        place,
                        List.of("circle_team", "circle_person"),
                        "CREATE TABLE circle_team (id int PRIMARY KEY, head int, place int NOT NULL UNIQUE)",
                        "CREATE TABLE circle_person (id int PRIMARY KEY, team int NOT NULL REFERENCES circle_team)",
                        "ALTER TABLE circle_team ADD FOREIGN KEY (head) REFERENCES circle_person")
                .table("circle_team", Policy.MIRROR, "id", "head", "place")
                .table("circle_person", Policy.MIRROR, "id", "team")) {
            for (int from : List.of(0, rows / 2)) {
                deliverer.again();
                for (int i = from; i < from + rows; i++) {
                    int other = from + (i + 1) % rows;
                    int seat = from == 0 ? i : 3 * rows - i;
                    deliverer.row("circle_team", i, other, seat).row("circle_person", i, i);
                }
                deliverer.deliver();
            }
        }
    }

    private static void retirement(Workplace place, int rows) {
        try (Deliverer deliverer = tables(
                        place,
                        List.of("retired_item"),
                        "CREATE TABLE retired_item (id int PRIMARY KEY, name text, active boolean NOT NULL DEFAULT true)")
                .retiring("retired_item", new Retirement("active", "false"), "id", "name")) {
            for (int step : List.of(1, 2)) {
                deliverer.again();
                for (int i = 0; i < rows; i += step) {
                    deliverer.row("retired_item", i, "item " + i);
                }
                deliverer.deliver();
            }
        }
    }

    /** Half of the values are of no use; others refer to these rows, and some keys are there twice. */
    private static void onlyTheServerReads(Workplace place, int rows) {
        try (Deliverer deliverer = tables(
                        place,
                        List.of("cast_row", "cast_child", "cast_key"),
                        "CREATE TABLE cast_row (id int PRIMARY KEY, address inet)",
                        "CREATE TABLE cast_child (id int PRIMARY KEY, up int REFERENCES cast_row)",
                        "CREATE TABLE cast_key (address inet PRIMARY KEY, note text)",
                        "INSERT INTO cast_row SELECT i FROM generate_series(0, " + rows + ") AS i")
                .table("cast_row", Policy.MIRROR, "id", "address")
                .table("cast_child", Policy.MIRROR, "id", "up")
                .table("cast_key", Policy.MIRROR, "address", "note")) {
            for (int i = 0; i < rows; i++) {
                String address = i % 2 == 0 ? "10.0." + i / 250 + "." + i % 250 : "nowhere " + i;
                deliverer
                        .row("cast_row", i, address)
                        .row("cast_child", i, i)
                        .row("cast_key", address, "note")
                        .row("cast_key", address, "again");
            }
            deliverer.check();
        }
    }

    private static void absent(Workplace place, int rows) {
        try (Deliverer deliverer = tables(
                        place,
                        List.of("absent_row"),
                        "CREATE TABLE absent_row (id int PRIMARY KEY, text text NOT NULL DEFAULT 'none', number serial, must text NOT NULL)")
                .table("absent_row", Policy.UPSERT, "id", "text", "number", "must")) {
            for (Object must : List.of("value", Row.ABSENT)) {
                deliverer.again();
                for (int i = 0; i < rows; i++) {
                    Object given = i % 2 == 0 ? Row.ABSENT : Long.valueOf(i);
                    deliverer.row(
                            "absent_row",
                            must == Row.ABSENT ? rows + i : i,
                            given == Row.ABSENT ? given : "text",
                            given,
                            i % 3 == 0 ? must : "value");
                }
                if (must == Row.ABSENT) {
                    deliverer.check();
                } else {
                    deliverer.deliver();
                }
            }
        }
    }

    /** Rows that refer by a value that is no key: of the delivery by one that it lacks, and of others by one that it changes. */
    private static void referred(Workplace place, int rows) {
        try (Deliverer deliverer = tables(
                        place,
                        List.of("referred_row", "referred_child", "referred_outside"),
                        "CREATE TABLE referred_row (id int PRIMARY KEY, name text UNIQUE, code text UNIQUE)",
                        "CREATE TABLE referred_child (id int PRIMARY KEY, code text REFERENCES referred_row (code))",
                        "CREATE TABLE referred_outside (id int PRIMARY KEY, name text REFERENCES referred_row (name) ON UPDATE CASCADE)",
                        "INSERT INTO referred_row SELECT i, 'name ' || i, 'code ' || i FROM generate_series(0, " + rows
                                + ") AS i",
                        "INSERT INTO referred_outside SELECT i, 'name ' || i FROM generate_series(0, " + rows
                                + ") AS i")
                .table("referred_row", Policy.MIRROR, "id", "name")
                .table("referred_child", Policy.MIRROR, "id", "code")) {
            for (int i = 0; i < rows; i++) {
                if (i % 4 != 0) {
                    deliverer.row("referred_row", i, i % 2 == 0 ? "name " + i : "other " + i);
                }
                deliverer.row("referred_child", i, "code " + i);
            }
            deliverer.check();
        }
    }
}
