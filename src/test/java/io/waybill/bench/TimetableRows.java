package io.waybill.bench;

import io.waybill.delivery.Policy;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows for the Timetable tables in the proportions and sizes of real dumps: mostly events, half a kilobyte each. */
final class TimetableRows {
    private static final List<String> TABLES =
            List.of("thing", "eventsource", "event", "eventsourcetag", "eventtag", "thingtag", "thinglock");

    private final Map<String, List<Row>> rows = new LinkedHashMap<>();
    private long offset;

    /** About {@code size} rows; {@code changed} of 1,000 events have another title. */
    TimetableRows(int size, int changed) {
        int things = size / 40;
        int sources = size / 10;
        int tags = sources * 6 / 5;
        int events = size - things - sources - tags;
        TABLES.forEach(table -> rows.put("timetables_" + table, new ArrayList<>()));
        for (long i = 1; i <= things; i++) {
            String path = "tripos/t" + i % 79 + "/p" + i % 150 + "/s" + i;
            add(
                    "thing",
                    i,
                    i == 1 ? null : 1 + i / 12,
                    "path-id-of-" + i + "-padded",
                    path,
                    "s" + i,
                    "",
                    "module",
                    "Subject number " + i);
        }
        for (long i = 1; i <= sources; i++) {
            add(
                    "eventsource",
                    i,
                    true,
                    "2013-08-12T13:14:15.123Z",
                    "{\"datePattern\": \"Mi1-4 Th 9\", \"location\": \"Room " + i % 97 + "\", \"people\": [\"Dr N "
                            + i % 331 + "\"]}",
                    "Series of lectures number " + i,
                    "pattern",
                    null,
                    "",
                    null);
        }
        for (long i = 1; i <= events; i++) {
            String day = String.format("2013-%02d-%02d", 10 + i % 3, 1 + i % 28);
            add(
                    "event",
                    i,
                    true,
                    "2013-08-12T13:14:15.123Z",
                    "{\"people\": [\"Dr N " + i % 331 + "\", \"Prof M " + i % 57
                            + "\"], \"type\": \"lecture\", \"datePattern\": \"Mi1-4 Th 9\","
                            + " \"location\": \"Lecture room " + i % 97 + ", Sidgwick Site\", \"x-allday\": false}",
                    day + "T09:00:00Z",
                    day + "T10:00:00Z",
                    "Europe/London",
                    "Europe/London",
                    "Lecture number " + i + (i % 1_000 < changed ? " (changed)" : ""),
                    "Lecture room " + i % 97 + ", Sidgwick Site",
                    "00000000-0000-4000-8000-" + String.format("%012d", i),
                    null,
                    1 + i % sources,
                    0L);
        }
        for (long i = 1; i <= tags; i++) {
            add("eventsourcetag", i, "home", 1 + i % things, 1 + i % sources);
        }
        add("thingtag", 1L, "link", 5L, 6L);
    }

    static List<TableSpec> specs() {
        return List.of(
                spec("thing", "id", "parent_id", "pathid", "fullpath", "name", "data", "type", "fullname"),
                spec(
                        "eventsource",
                        "id",
                        "current",
                        "versionstamp",
                        "data",
                        "title",
                        "sourcetype",
                        "sourceurl",
                        "sourcefile",
                        "master_id"),
                spec(
                        "event",
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
                        "status"),
                spec("eventsourcetag", "id", "annotation", "thing_id", "eventsource_id"),
                spec("eventtag", "id", "annotation", "thing_id", "event_id"),
                spec("thingtag", "id", "annotation", "thing_id", "targetthing_id"),
                spec("thinglock", "id", "thing_id", "owner_id", "expires", "name"));
    }

    Map<String, List<Row>> rows() {
        return rows;
    }

    int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    private void add(String table, Object... values) {
        rows.get("timetables_" + table).add(new Row(offset, values));
        offset += 500;
    }

    private static TableSpec spec(String table, String... columns) {
        return new TableSpec(
                "timetables_" + table,
                "timetables." + table,
                Policy.MIRROR,
                Arrays.stream(columns)
                        .map(column -> new ColumnSpec(column, column))
                        .toList(),
                Map.of());
    }
}
