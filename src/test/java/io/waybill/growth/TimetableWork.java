package io.waybill.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.timetable.TestDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dumps of Live, grants of permissions, and what both refer to. */
final class TimetableWork implements Work {
    private static final String SERIES =
            "\"sourceurl\": null, \"sourcetype\": \"pattern\", \"sourcefile\": \"\", \"current\": true,"
                    + " \"data\": \"\", \"versionstamp\": \"2013-09-01T09:00:00Z\"";
    private static final String EVENT =
            "\"status\": 0, \"start\": \"2013-10-10T08:00:00Z\", \"end\": \"2013-10-10T09:00:00Z\","
                    + " \"starttz\": \"Europe/London\", \"endtz\": \"Europe/London\", \"title\": \"Event\", \"location\": \"Room\","
                    + " \"data\": \"\", \"master\": null, \"current\": true, \"versionstamp\": \"2013-09-02T09:00:00Z\"";

    static String live(String name, int from, int rows) {
        TestDump dump = new TestDump().thing(1, null, "tripos", "").thing(2, 1, "tripos/" + name, "tripos");
        for (int i = from; i < from + rows; i++) {
            dump.thing(10 + i, 2, "tripos/" + name + "/" + i, "part");
            dump.record(
                    "timetables.eventsource",
                    10 + i,
                    SERIES + ", \"title\": \"Series " + i + "\", \"master\": " + (10 + i));
            dump.seriesTag(10 + i, 10 + i, 10 + i);
            dump.record("timetables.event", 10 + i, EVENT + ", \"uid\": \"" + name + i + "\", \"source\": " + (10 + i));
        }
        return TestDump.text(dump.records());
    }

    @Override
    public void with(Workplace place, String name, int rows) throws Exception {
        place.delivered(place.drop("live", name + ".dump", live(name, 0, rows)));
        // Half of it goes, as much comes.
        place.delivered(place.drop("live", name + "-two.dump", live(name, rows / 2, rows)));

        String grants = IntStream.range(0, rows)
                .mapToObj(i -> "tripos/" + name + "/" + (rows / 2 + i / 2 * 3) + ",user/" + name + i + ",\r\n")
                .collect(Collectors.joining());
        LedgerEntry granted = place.delivered(place.drop("permissions", name + ".csv", grants));
        String reject = place.reject("waybill = " + granted.number());
        place.see(reject, reject + "/candidates", reject + "/rule");
        place.admin().post(reject + "/look-up", Map.of("text", name));
        place.admin().post(reject + "/rule", Map.of("from", "tripos/" + name + "/none", "to", "tripos/" + name));
        // Users, grants and what is theirs are carried over.
        LedgerEntry third = place.delivered(place.drop("live", name + "-three.dump", live(name, rows, rows)));
        assertThat(place.waybill().undone(third, true).state()).isEqualTo(State.PREVIEWED);
        place.undone(third);
        String backup = granted.recovery().backups().get(0).id();
        place.delivered(place.waybill().restored(backup, "permissions", false));
        renamed(place, name, rows);
        referredFromOutside(place, name, rows);
    }

    /** Series that have moved to other paths, as a file says. */
    private static void renamed(Workplace place, String name, int rows) throws IOException {
        Path file = place.home().resolve("config/timetable-renames.csv");
        String before = Files.readString(file);
        StringBuilder renames = new StringBuilder(before);
        for (int i = rows / 2; i < rows; i++) {
            renames.append("tripos/%s/%d,tripos/%s/%d%n".formatted(name, i, name, i + rows));
        }
        Files.writeString(file, renames);
        place.delivered(place.drop("live", name + "-renamed.dump", live(name, rows, rows)));
        Files.writeString(file, before);
    }

    /** Users whose keys Live needs, to whom rows of a table outside the feed refer; half of the events say nothing of their title. */
    private static void referredFromOutside(Workplace place, String name, int rows) throws IOException {
        String key = "(" + (10 + 3 * rows) + " + i)";
        place.database()
                .run(
                        "CREATE TABLE IF NOT EXISTS favourites (id serial PRIMARY KEY, thing_id int REFERENCES timetables_thing)",
                        "INSERT INTO timetables_thing (id, pathid, fullpath, name, data, type, fullname) SELECT " + key
                                + ", md5('" + name + "' || i), 'user/" + name + "o' || i, '" + name
                                + "o' || i, '', 'user', '' FROM generate_series(0, " + (rows / 2 - 1) + ") AS i",
                        "INSERT INTO favourites (thing_id) SELECT " + key + " FROM generate_series(0, " + (rows / 2 - 1)
                                + ") AS i, generate_series(1, 2)");
        // A column that the mapping lacks: who takes another key keeps what is there.
        place.database().run("ALTER TABLE timetables_thing ADD COLUMN IF NOT EXISTS colour text");
        String dump = live(name, 3 * rows, rows)
                .replaceAll("\"title\": \"Event\", (?=[^}]*\"uid\": \"" + name + "\\d*[02468]\")", "");
        place.delivered(place.drop("live", name + "-outside.dump", live(name, 3 * rows, rows)));
        place.drop("live", name + "-less.dump", dump);
        place.database().run("DROP TABLE favourites", "ALTER TABLE timetables_thing DROP COLUMN colour");
    }
}
