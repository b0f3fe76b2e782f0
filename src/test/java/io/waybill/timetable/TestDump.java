package io.waybill.timetable;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.django.DumpFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A dump for a test, record by record. */
public final class TestDump {
    private final List<String> records = new ArrayList<>();

    public TestDump record(String model, Object key, String fields) {
        records.add("{\"pk\": " + key + ", \"model\": \"" + model + "\", \"fields\": {" + fields + "}}");
        return this;
    }

    public TestDump thing(Object key, Object parent, String path, String type) {
        return thing(key, parent, path, type, "");
    }

    /** @param data as JSON escapes it */
    public TestDump thing(Object key, Object parent, String path, String type, String data) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return record(
                "timetables.thing",
                key,
                "\"name\": \"" + name + "\", \"parent\": " + parent + ", \"data\": \"" + data + "\", \"pathid\": \""
                        + PathId.of(path) + "\", \"fullpath\": \"" + path + "\", \"type\": \"" + type
                        + "\", \"fullname\": \"" + name + "\"");
    }

    public TestDump series(Object key, Object master) {
        return record("timetables.eventsource", key, "\"title\": \"s\", \"master\": " + master);
    }

    public TestDump event(Object key, Object source, Object master) {
        return record("timetables.event", key, "\"source\": " + source + ", \"master\": " + master);
    }

    public TestDump seriesTag(Object key, Object thing, Object series) {
        return record(
                "timetables.eventsourcetag",
                key,
                "\"thing\": " + thing + ", \"eventsource\": " + series + ", \"annotation\": \"home\"");
    }

    public TestDump eventTag(Object key, Object thing, Object event) {
        return record(
                "timetables.eventtag", key, "\"thing\": " + thing + ", \"event\": " + event + ", \"annotation\": null");
    }

    public TestDump tag(Object key, Object thing, Object target, String annotation) {
        return record(
                "timetables.thingtag",
                key,
                "\"thing\": " + thing + ", \"targetthing\": " + target + ", \"annotation\": \"" + annotation + "\"");
    }

    public TestDump lock(Object key, Object thing, Object owner) {
        return record("timetables.thinglock", key, "\"thing\": " + thing + ", \"owner\": " + owner);
    }

    public List<String> records() {
        return records;
    }

    public static String text(List<String> records) {
        return "[" + String.join(", ", records) + "]";
    }

    public DumpFile file() throws IOException {
        return file(text(records));
    }

    public static DumpFile file(String text) throws IOException {
        return DumpFile.of(new ByteArrayInputStream(text.getBytes(UTF_8)), "live.dump");
    }

    /** The records of a dump as {@link io.waybill.format.django.DjangoWriter} writes them. */
    public static List<String> written(String dump) {
        return Arrays.stream(dump.split("\n"))
                .filter(line -> line.startsWith("{"))
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .toList();
    }
}
